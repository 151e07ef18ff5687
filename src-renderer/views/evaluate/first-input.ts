import { sizeOf } from '../../../src-engine/shape.ts'
import type { Evaluation, ModelInfo } from '../../../src-main/protocol.ts'

/** Something to begin with: the mean of the data where inputs are set one by one, the most frequent word, an empty picture. */
export function firstInput(
  { inputShape, vocabulary }: ModelInfo,
  { inputs, inputRange }: Pick<Evaluation, 'inputs' | 'inputRange'>,
): number[] {
  if (inputs) return inputs.map(({ mean }) => Number(mean.toPrecision(3)))
  const size = sizeOf(inputShape)
  if (vocabulary) return Array.from({ length: size }, (_, i) => (i === 0 ? 0 : -1))
  return new Array<number>(size).fill(inputRange.minimum)
}
