import type { Dataset } from '../../../../src-engine/datasets/dataset.ts'
import { datasetSchema } from '../../../../src-engine/datasets/index.ts'
import { datasetTypeOf } from '../../../../src-engine/registry.ts'
import { createRng } from '../../../../src-engine/rng.ts'

/** The dataset of a spec as an experiment file has it, defaults left out. */
export function load(
  spec: unknown,
  { seed = 1, files = {} }: { seed?: number; files?: Record<string, Uint8Array> } = {},
): Dataset {
  const parsed = datasetSchema.parse(spec)
  const type = datasetTypeOf(parsed)
  if (!('load' in type)) throw new Error(`${parsed.name} is read piece by piece`)
  return type.load(parsed, { rng: createRng(seed), files })
}

/** The class of every sample, read from its target as a person would. */
export function labelsOf({ count, targetShape, targets }: Dataset): number[] {
  const width = targetShape[0] ?? 1
  return Array.from({ length: count }, (_, i) => {
    const row = targets.subarray(i * width, (i + 1) * width)
    return width === 1 ? (row[0] as number) : row.indexOf(1)
  })
}

/** How many samples there are of each class. */
export function classCounts(dataset: Dataset): number[] {
  const counts = new Array<number>(dataset.classNames?.length ?? 0).fill(0)
  for (const label of labelsOf(dataset)) counts[label] = (counts[label] ?? 0) + 1
  return counts
}
