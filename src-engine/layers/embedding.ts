import { z } from 'zod'
import { initializerSchema } from '../initializers/index.ts'
import { inputError } from '../problem.ts'
import { formatShape } from '../shape.ts'
import type { LayerType, Signal } from './layer.ts'
import { say } from '../sentence.ts'

const schema = z.strictObject({
  type: z.literal('embedding'),
  dim: z.int().min(1).max(100_000),
  weightInit: initializerSchema.default({ type: 'normal', mean: 0, std: 1 }),
})

/**
 * Gives each word of the vocabulary a vector, and a sample the mean of its words' vectors.
 *
 * `h = Wᵀx̄`, `x̄ = 1/C Σ_c x^(c)` over the C words present; `∂L/∂W = x̄ ⊗ ∂L/∂h` (word2vec article). The one-hot x are
 * never made: rows of W are gathered, their gradient is scattered. A word that occurs twice counts twice.
 * Input (N, C) of indexes, −1 for no word, 0 coming out where there are none; weight (V, dim); output (N, dim).
 * Indexes have no gradient.
 */
export const embedding: LayerType<typeof schema> = {
  type: 'embedding',
  schema,
  takesIndexes: true,

  outputShape(spec, input) {
    vocabularyOf(input)
    return [spec.dim]
  },

  parameters(spec, input) {
    const vocabulary = vocabularyOf(input)
    return [
      {
        name: 'weight',
        shape: [vocabulary, spec.dim],
        fanIn: vocabulary,
        fanOut: spec.dim,
        initializer: spec.weightInit,
        initializerKey: 'weightInit',
      },
    ]
  },

  flops: ({ dim }, { shape: [count = 1] }) => count * dim,

  create({ dim }, signal, { input, output, dOutput, parameters }, { kernels }) {
    const vocabulary = vocabularyOf(signal)
    const [count = 1] = signal.shape
    const { weight } = parameters
    if (!weight) throw new Error('an embedding needs its weight')
    return {
      forward(n) {
        kernels.embeddingForward(n, count, vocabulary, dim, input, weight.value, output)
      },
      backward(n) {
        kernels.embeddingBackward(n, count, vocabulary, dim, input, dOutput, weight.gradient)
      },
    }
  },
}

function vocabularyOf({ shape, vocabulary }: Signal): number {
  if (vocabulary === null) {
    const remedy = say('needs words: put it first, on a dataset of text; plain numbers go into a dense layer')
    throw inputError([], say('gets {shape} plain numbers', { shape: formatShape(shape) }), remedy)
  }
  return vocabulary
}
