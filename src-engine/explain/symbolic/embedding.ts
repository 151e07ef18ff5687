import type { LayerSpec } from '../../layers/index.ts'
import { numberAt } from '../nest.ts'
import { number, quotient, sum, type Expression } from './expression.ts'
import { samplesOf, type LayerFormulas } from './layer-formulas.ts'
import type { RetracedStep } from './retraced-step.ts'

/**
 * `hᵢ = 1/C Σ_c w[x_c, i]` over the C words present, and `∂C/∂w[v, i] = Σ ∂C/∂hᵢ / C` wherever the word v stands
 * (word2vec article: CBOW with one or many words, skip-gram). Words have no gradient.
 */
export const embeddingFormulas: LayerFormulas<Extract<LayerSpec, { type: 'embedding' }>> = {
  output({ step, layer, sample }, _spec, [i = 0]) {
    const words = wordsOf(step, layer, sample)
    const rows = words.map((word) => step.weight(layer, 'weight', [word, i]))
    return meanOf(sum(rows), words.length)
  },

  inputGradient() {
    throw new RangeError('words have no gradient')
  },

  parameterGradient(step, layer, _spec, _name, [word = 0, i = 0]) {
    return sum(
      samplesOf(step).flatMap((sample) => {
        const words = wordsOf(step, layer, sample)
        const share = meanOf(step.gradient(layer, sample, [i]), words.length)
        return words.filter((other) => other === word).map(() => share)
      }),
    )
  },
}

/** The words present in a sample; −1 stands for none. */
function wordsOf(step: RetracedStep, layer: number, sample: number): number[] {
  const [count = 0] = step.shape(layer - 1)
  const { input } = step.layer(layer)
  return Array.from({ length: count }, (_, c) => numberAt(input ?? [], [sample, c])).filter((word) => word >= 0)
}

function meanOf(total: Expression, count: number): Expression {
  return count > 1 ? quotient(total, number(count)) : total
}
