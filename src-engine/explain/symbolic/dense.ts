import type { LayerSpec } from '../../layers/index.ts'
import { sizeOf } from '../../shape.ts'
import { product, sum } from './expression.ts'
import { samplesOf, type LayerFormulas } from './layer-formulas.ts'
import { cellAt, cellsOf, flatIndex } from './retraced-step.ts'

/**
 * `zᵤ = Σᵢ wᵤᵢ·xᵢ + bᵤ`, `∂C/∂xᵢ = Σᵤ δᵤ·wᵤᵢ`, `∂C/∂wᵤᵢ = Σₙ δᵤ·xᵢ`, `∂C/∂bᵤ = Σₙ δᵤ` (Konyagin eq. 25–27). The input
 * is counted row-major where it is an image.
 */
export const denseFormulas: LayerFormulas<Extract<LayerSpec, { type: 'dense' }>> = {
  output({ step, layer, sample }, { bias }, [unit = 0]) {
    const weighted = cellsOf(step.shape(layer - 1)).map((input, i) =>
      product(step.weight(layer, 'weight', [unit, i]), step.value(layer - 1, sample, input)),
    )
    return bias ? sum([sum(weighted), step.weight(layer, 'bias', [unit])]) : sum(weighted)
  },

  inputGradient({ step, layer, sample }, { units }, cell) {
    const i = flatIndex(cell, step.shape(layer - 1))
    return sum(
      Array.from({ length: units }, (_, unit) =>
        product(step.gradient(layer, sample, [unit]), step.weight(layer, 'weight', [unit, i])),
      ),
    )
  },

  parameterGradient(step, layer, _spec, name, [unit = 0, i = 0]) {
    const shape = step.shape(layer - 1)
    if (i >= sizeOf(shape)) throw new RangeError(`the layer has no input ${i}`)
    return sum(
      samplesOf(step).map((sample) => {
        const delta = step.gradient(layer, sample, [unit])
        return name === 'bias' ? delta : product(delta, step.value(layer - 1, sample, cellAt(i, shape)))
      }),
    )
  },
}
