import type { LayerOutput } from '../../src-engine/model.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { LayerActivation } from '../protocol.ts'
import { shortNumber } from './short-number.ts'

/** Maps of an image layer, and units of any other, that a picture can show. */
const mostMaps = 32
const mostUnits = 1024

/** A layer's output as a view draws it. The rest of a large layer stays here. */
export function shownActivation({ shape, values }: LayerOutput): LayerActivation {
  const isImage = shape.length === 3
  const shown = isImage ? Math.min(shape[0] ?? 1, mostMaps) * sizeOf(shape.slice(1)) : mostUnits
  return { shape, values: values.slice(0, shown).map(shortNumber) }
}
