import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import type { Predictions } from '../../src-engine/evaluation.ts'
import type { Model } from '../../src-engine/model.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { EvaluatedSample } from '../protocol.ts'

/** One cell of a confusion matrix. */
export interface Cell {
  readonly truth: number
  readonly predicted: number
}

/**
 * Places among the predictions of the samples in a cell, the surest first. Without a cell: of classes the mistakes, those
 * first that the network is surest of; of regression everything, the largest errors first.
 */
export function chooseSamples({ classes, loss }: Predictions, cell: Cell | null): number[] {
  const all = Array.from(loss, (_, i) => i)
  if (!classes) return all.sort((a, b) => (loss[b] ?? 0) - (loss[a] ?? 0))
  const { truth, predicted, probability } = classes
  const fits = (i: number) =>
    cell ? truth[i] === cell.truth && predicted[i] === cell.predicted : truth[i] !== predicted[i]
  return all.filter(fits).sort((a, b) => (probability[b] ?? 0) - (probability[a] ?? 0))
}

/** The samples at these places, as a person looks at them. */
export function describeSamples(
  places: readonly number[],
  { indexes, classes, values, loss, width: outputWidth }: Predictions,
  dataset: Dataset,
  model: Model,
): EvaluatedSample[] {
  const rows = places.map((place) => rowOf(dataset, indexes[place] ?? 0))
  const outputs = model.predict(rows)
  return places.map((place, i) => {
    const index = indexes[place] ?? 0
    return {
      index,
      name: dataset.sampleNames?.[index] ?? null,
      input: rows[i] ?? [],
      output: outputs[i] ?? [],
      truth: classes?.truth[place] ?? null,
      predicted: classes?.predicted[place] ?? null,
      probability: classes?.probability[place] ?? null,
      target: values ? Array.from(values.target.subarray(place * outputWidth, (place + 1) * outputWidth)) : null,
      loss: loss[place] ?? 0,
    }
  })
}

/** The inputs of a sample, raw and flat. */
export function rowOf({ inputs, inputShape }: Dataset, index: number): number[] {
  const width = sizeOf(inputShape)
  return Array.from(inputs.subarray(index * width, (index + 1) * width))
}
