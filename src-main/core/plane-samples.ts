import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { PlaneSamples, SplitPart } from '../protocol.ts'

/** At most `most` samples of data with two inputs, evenly from all of it; null for data with others. */
export function samplesOnPlane(
  dataset: Dataset,
  parts: Readonly<Record<SplitPart, Uint32Array>>,
  most: number,
): PlaneSamples | null {
  const { count, inputs, inputShape, vocabulary, classNames, inputNames } = dataset
  if (sizeOf(inputShape) !== 2 || vocabulary) return null
  const partOf = partsOf(count, parts)
  const shown = Math.min(count, most)
  const indexes = Array.from({ length: shown }, (_, i) => Math.floor((i * count) / shown))
  return {
    positions: indexes.flatMap((index) => [inputs[2 * index] ?? NaN, inputs[2 * index + 1] ?? NaN]),
    targets: indexes.map((index) => targetOf(dataset, index)),
    parts: indexes.map((index) => partOf[index] ?? 'train'),
    classNames: classNames ?? null,
    inputNames: [inputNames?.[0] ?? 'x₁', inputNames?.[1] ?? 'x₂'],
  }
}

/** The part of every sample. */
export function partsOf(count: number, parts: Readonly<Record<SplitPart, Uint32Array>>): SplitPart[] {
  const found = new Array<SplitPart>(count).fill('train')
  for (const part of ['validation', 'test'] as const) for (const index of parts[part]) found[index] = part
  return found
}

/** The index of the class; of one output, its number. */
export function targetOf({ targets, targetShape, targetIndexes }: Dataset, index: number): number {
  const width = targetIndexes ?? sizeOf(targetShape)
  const row = targets.subarray(index * width, (index + 1) * width)
  return width === 1 ? (row[0] ?? NaN) : row.indexOf(Math.max(...row))
}
