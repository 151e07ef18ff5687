import type { LayerSpec } from '../../layers/index.ts'
import { product, type Expression } from './expression.ts'
import type { LayerFormulas, Place } from './layer-formulas.ts'
import { stagedName } from './notation.ts'
import { cellAt, flatIndex, placed, type Cell } from './retraced-step.ts'

/** Dropout: `d = r·a`, `∂C/∂a = r·∂C/∂d`, r being 0 or `1/(1 − rate)` (Srivastava et al., 2014). */
export const dropoutFormulas: LayerFormulas<Extract<LayerSpec, { type: 'dropout' }>> = {
  output: (place, _spec, cell) => product(maskAt(place, cell), place.step.value(place.layer - 1, place.sample, cell)),
  inputGradient: (place, _spec, cell, behind) => product(behind(cell), maskAt(place, cell)),
}

function maskAt({ step, layer, sample }: Place, cell: Cell): Expression {
  const { mask } = step.layer(layer)
  if (!mask) throw new RangeError(`layer ${layer} has no mask`)
  const { stage } = step.signal(layer)
  const name = stagedName('r', stage, step.sampleMark(sample), cell)
  return placed(name, mask, { of: 'mask', layer }, [sample, ...cell])
}

/** Flatten: the same numbers, counted row-major. */
export const flattenFormulas: LayerFormulas<Extract<LayerSpec, { type: 'flatten' }>> = {
  output: ({ step, layer, sample }, _spec, [i = 0]) => step.value(layer - 1, sample, cellAt(i, step.shape(layer - 1))),
  inputGradient: ({ step, layer }, _spec, cell, behind) => behind([flatIndex(cell, step.shape(layer - 1))]),
}
