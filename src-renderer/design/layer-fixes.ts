import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { Shape } from '../../src-engine/shape.ts'
import type { NetworkReport } from '../../src-engine/validate.ts'
import { entryOf, layerCatalog } from './catalog.ts'
import { insertLayers, layersOf, moveBlocks, removeBlocks, setSetting, type Draft } from './draft.ts'
import { checkDraft, type DataFacts, type Fix } from './fixes.ts'
import type { Pair } from './pair-text.ts'

export type LayerFixKind = 'embed' | 'moveBefore' | 'unflatten' | 'shrink' | 'padding' | 'removeLayer'

/**
 * Ways to make a layer fit what it gets, the least destructive first. Each lets the shapes reach past the layer, so
 * that what is wrong further down comes to light.
 */
export function layerFixes(draft: Draft, report: NetworkReport, index: number, data: DataFacts): readonly Fix[] {
  const spec = layersOf(draft)[index]
  if (!spec || reach(report) > index) return []
  return candidates(draft, spec, index, report.layers[index]?.inputShape ?? null, data).filter(
    (fix) => reach(checkDraft(fix.draft, data)) > placeOf(fix, draft, index),
  )
}

const takesImages: ReadonlySet<LayerSpec['type']> = new Set(['conv2d', 'max_pool2d', 'avg_pool2d'] as const)

/** How many layers from the first have a shape to put out. */
function reach(report: NetworkReport): number {
  const broken = report.layers.findIndex(({ outputShape }) => outputShape === null)
  return broken < 0 ? report.layers.length : broken
}

/** Where the layer stands after the fix, or where its follower does if the fix took it out. */
function placeOf({ draft }: Fix, before: Draft, index: number): number {
  const place = draft.layerIds.indexOf(before.layerIds[index] ?? -1)
  return place < 0 ? index - 1 : place
}

function candidates(draft: Draft, spec: LayerSpec, index: number, input: Shape | null, data: DataFacts): Fix[] {
  const fixes: Fix[] = []
  const layers = layersOf(draft)
  if (data.vocabulary && index === 0 && spec.type !== 'embedding') {
    const embedding = entryOf(layerCatalog, 'embedding').fresh()
    fixes.push({ kind: 'embed', layer: 'embedding', draft: insertLayers(draft, 0, [embedding]).draft })
  }
  const flat = layers.slice(0, index).findIndex(({ type }) => type === 'dense' || type === 'flatten')
  if (takesImages.has(spec.type) && flat >= 0) {
    const moved = moveBlocks(draft, [draft.layerIds[index] ?? -1], flat)
    fixes.push({ kind: 'moveBefore', layer: layers[flat]?.type ?? 'dense', draft: moved })
  }
  const flatten = layers.slice(0, index).findLastIndex(({ type }) => type === 'flatten')
  if (flatten >= 0) {
    const without = removeBlocks(draft, [draft.layerIds[flatten] ?? -1])
    fixes.push({ kind: 'unflatten', layer: 'flatten', draft: without })
  }
  if (input?.length === 3) fixes.push(...windowFixes(draft, spec, index, input))
  fixes.push({ kind: 'removeLayer', layer: spec.type, draft: removeBlocks(draft, [draft.layerIds[index] ?? -1]) })
  return fixes
}

/** For a kernel or window larger than the image: the largest that fits, or cells around the image. */
function windowFixes(draft: Draft, spec: LayerSpec, index: number, [, rows = 1, columns = 1]: Shape): Fix[] {
  const shrunk = (key: string, [height, width]: Pair): Fix => {
    const pair: Pair = [Math.min(height, rows), Math.min(width, columns)]
    return { kind: 'shrink', key, pair, draft: setSetting(draft, ['network', 'layers', index, key], pair) }
  }
  if (spec.type === 'max_pool2d' || spec.type === 'avg_pool2d') return [shrunk('size', spec.size)]
  if (spec.type !== 'conv2d') return []
  const padded = setSetting(draft, ['network', 'layers', index, 'padding'], 'same')
  return [shrunk('kernel', spec.kernel), { kind: 'padding', key: 'padding', draft: padded }]
}
