import type { EvaluatedSample } from '../../../src-main/protocol.ts'

/** Samples of the same input that are and are taken for the same. */
export interface SampleGroup {
  /** The first of them. */
  readonly sample: EvaluatedSample
  readonly count: number
}

/** Samples in their order, each that comes again counted with the first. */
export function groupSamples(samples: readonly EvaluatedSample[]): SampleGroup[] {
  const groups = Map.groupBy(samples, ({ input, truth, predicted, target }) => JSON.stringify([input, truth, predicted, target])) // prettier-ignore
  return [...groups.values()].flatMap(([sample, ...more]) => (sample ? [{ sample, count: 1 + more.length }] : []))
}
