import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { datasetTypeOf } from '../../src-engine/registry.ts'
import type { DatasetSpec, Shape } from '../../src-main/protocol.ts'
import { drawDataset } from '../design/data.ts'
import { imageSize, previewOf, type PointPreview } from '../design/preview.ts'

export interface DataSize {
  readonly count: number
  readonly inputShape: Shape
  /** Null where nobody has looked yet. */
  readonly task: 'classification' | 'regression' | 'words' | null
}

/** What stands for data in a list: a small picture of it, and how much there is. */
export interface Sketch {
  readonly picture:
    | { readonly kind: 'points'; readonly points: PointPreview }
    /** The first image, brightness from 0 to 1. */
    | { readonly kind: 'image'; readonly width: number; readonly height: number; readonly pixels: readonly number[] }
    | null
  readonly size: DataSize | null
}

const nothing: Sketch = { picture: null, size: null }

/** So few samples show the same as all of them. */
const fewest = 160
/** Longer texts are for the lab: the page would stand still. */
const longestText = 20_000

/** Drawn here and at once, without the lab; of data from files nothing is known here. */
export function sketchOf(spec: DatasetSpec, seed: number): Sketch {
  const isFromFiles = Object.keys(datasetTypeOf(spec).files?.(spec) ?? {}).length > 0
  if (isFromFiles || (spec.name === 'text' && (spec.text?.length ?? 0) > longestText)) return nothing
  const few = spec.name === 'digits' ? 10 : fewest
  const drawn = drawDataset('samples' in spec && spec.samples > few ? { ...spec, samples: few } : spec, seed)
  if ('problems' in drawn) return nothing
  const { dataset } = drawn
  const count = 'samples' in spec ? spec.samples : dataset.count
  return { picture: pictureOf(dataset), size: { count, inputShape: dataset.inputShape, task: taskOf(dataset) } }
}

export function taskOf({
  task,
  vocabulary,
}: {
  task: Dataset['task']
  vocabulary?: unknown
}): NonNullable<DataSize['task']> {
  return vocabulary ? 'words' : task
}

function pictureOf(dataset: Dataset): Sketch['picture'] {
  const image = imageSize(dataset.inputShape)
  if (image && dataset.inputs instanceof Uint8Array) {
    const pixels = Array.from(dataset.inputs.subarray(0, image.width * image.height), (value) => value / 255)
    return { kind: 'image', ...image, pixels }
  }
  const points = previewOf({ status: 'ready', facts: dataset, dataset, summary: null, problems: [] })
  return points?.kind === 'points' && !dataset.vocabulary ? { kind: 'points', points } : null
}
