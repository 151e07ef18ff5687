import type { LayerSpec } from '../../layers/index.ts'
import { apply, difference, evaluate, negative, number, product, quotient, sum, type Expression } from './expression.ts'
import type { LayerFormulas } from './layer-formulas.ts'
import { cellsOf, flatIndex } from './retraced-step.ts'

/**
 * `aᵢ = e^(zᵢ) / Σⱼ e^(zⱼ)`, and through the Jacobian `∂C/∂zᵢ = Σⱼ ∂C/∂aⱼ · Jᵢⱼ`, `Jᵢᵢ = aᵢ(1 − aᵢ)`, `Jᵢⱼ = −aᵢaⱼ`
 * (Alekseev 2019, eq. 16, with outputs where it prints inputs).
 */
export const softmaxFormulas: LayerFormulas<Extract<LayerSpec, { type: 'softmax' }>> = {
  output({ step, layer, sample }, _spec, cell) {
    const shape = step.shape(layer - 1)
    const scores = cellsOf(shape).map((input) => step.value(layer - 1, sample, input))
    const powers = exponentials(scores)
    const own = powers[flatIndex(cell, shape)]
    if (!own) throw new RangeError('the softmax has no such output')
    return quotient(own, sum(powers))
  },

  inputGradient({ step, layer, sample }, _spec, cell, behind) {
    const shape = step.shape(layer)
    const own = flatIndex(cell, shape)
    const a = step.value(layer, sample, cell)
    return sum(
      cellsOf(shape).map((output, j) => {
        const jacobian =
          j === own ? product(a, difference(number(1), a)) : negative(product(a, step.value(layer, sample, output)))
        return product(behind(output), jacobian)
      }),
    )
  },
}

/** Beyond this, `e^z` is too near the end of float64 to add up. */
const safeScore = 300

/** `e^z` of every score of a row, or `e^(z − max z)` where that would overflow. The quotients are the same. */
function exponentials(scores: readonly Expression[]): Expression[] {
  const shift = shiftOf(scores)
  return scores.map((z) => apply('exp', shift === null ? z : difference(z, shift)))
}

/** The largest score, where scores are so far from 0 that they must be shifted by it; else null. */
function shiftOf(scores: readonly Expression[]): Expression | null {
  return scores.some((z) => Math.abs(evaluate(z)) > safeScore) ? apply('max', ...scores) : null
}

/** `ln Σ e^z` of a row, shifted where it must be. */
export function logSumExp(scores: readonly Expression[]): Expression {
  const shift = shiftOf(scores)
  const log = apply('ln', sum(exponentials(scores)))
  return shift === null ? log : sum([shift, log])
}
