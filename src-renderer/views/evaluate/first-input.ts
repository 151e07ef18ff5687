import { sizeOf } from '../../../src-engine/shape.ts'
import type { EvaluatedSample, Evaluation, ModelInfo } from '../../../src-main/protocol.ts'

/**
 * Something to begin with: the mean of the data where inputs are numbers set one by one, a row of it where some are
 * categories, the most frequent words, an empty picture.
 */
export function firstInput(
  { inputShape, vocabulary }: ModelInfo,
  { inputs, example, inputRange }: Pick<Evaluation, 'inputs' | 'example' | 'inputRange'>,
): number[] {
  if (example) return [...example]
  if (inputs)
    return inputs.flatMap((one) => (one.categories ? one.categories.map(() => 0) : Number(one.mean.toPrecision(3))))
  const size = sizeOf(inputShape)
  if (vocabulary) return Array.from({ length: size }, (_, i) => (i < vocabulary.length ? i : -1))
  return new Array<number>(size).fill(inputRange.minimum)
}

/** The input of most words among some of the data, the first of equals; null where there are none. */
export function fullestContext(samples: readonly Pick<EvaluatedSample, 'input'>[]): readonly number[] | null {
  const words = (input: readonly number[]): number => input.filter((index) => index >= 0).length
  return samples.reduce<readonly number[] | null>(
    (fullest, { input }) => (fullest === null || words(input) > words(fullest) ? input : fullest),
    null,
  )
}
