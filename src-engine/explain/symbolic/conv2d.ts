import type { Padding } from '../../kernels/image-kernels.ts'
import { convGeometry } from '../../layers/conv2d.ts'
import type { LayerSpec } from '../../layers/index.ts'
import { product, sum, type Expression } from './expression.ts'
import { samplesOf, type LayerFormulas } from './layer-formulas.ts'
import type { Cell, RetracedStep } from './retraced-step.ts'

type Spec = Extract<LayerSpec, { type: 'conv2d' }>

/** One multiplication of a convolution: the kernel's cell `weight` times the image's cell `input`, for output `output`. */
interface Tap {
  readonly weight: Cell
  readonly input: Cell
  readonly output: Cell
}

/**
 * `z[f,y,x] = b[f] + Σ w[f,c,i,j] · a[c, y·s₁ + i − p₁, x·s₂ + j − p₂]`; `∂C/∂a` and `∂C/∂w` are sums over the same
 * products, δ in place of z (Kovalev 2022). Cells of zeros around the image are left out; with replicate padding the
 * nearest cell stands for them.
 */
export const conv2dFormulas: LayerFormulas<Spec> = {
  output({ step, layer, sample }, spec, [filter = 0, y = 0, x = 0]) {
    const terms = tapsOf(step, layer, spec, [filter], [[y, x]]).map(({ weight, input }) =>
      product(step.weight(layer, 'weight', weight), step.value(layer - 1, sample, input)),
    )
    return spec.bias ? sum([sum(terms), step.weight(layer, 'bias', [filter])]) : sum(terms)
  },

  inputGradient({ step, layer, sample }, spec, cell) {
    const filters = Array.from({ length: spec.filters }, (_, filter) => filter)
    return sum(
      tapsOf(step, layer, spec, filters, positionsOf(step, layer))
        .filter(({ input }) => input.every((index, i) => index === cell[i]))
        .map(({ weight, output }) =>
          product(step.gradient(layer, sample, output), step.weight(layer, 'weight', weight)),
        ),
    )
  },

  parameterGradient(step, layer, spec, name, cell) {
    const [filter = 0] = cell
    const positions = positionsOf(step, layer)
    if (name === 'bias') {
      return overBatch(step, (sample) => positions.map((at) => step.gradient(layer, sample, [filter, ...at])))
    }
    const taps = tapsOf(step, layer, spec, [filter], positions).filter(({ weight }) =>
      weight.every((index, i) => index === cell[i]),
    )
    return overBatch(step, (sample) =>
      taps.map(({ input, output }) =>
        product(step.gradient(layer, sample, output), step.value(layer - 1, sample, input)),
      ),
    )
  },
}

function overBatch(step: RetracedStep, terms: (sample: number) => Expression[]): Expression {
  return sum(samplesOf(step).flatMap(terms))
}

function positionsOf(step: RetracedStep, layer: number): [number, number][] {
  const [, rows = 0, columns = 0] = step.shape(layer)
  return Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns])
}

/** Every product that the given filters at the given places are made of. */
function tapsOf(
  step: RetracedStep,
  layer: number,
  spec: Spec,
  filters: readonly number[],
  positions: readonly (readonly [number, number])[],
): Tap[] {
  const { shape, rows, columns } = convGeometry(spec, { shape: step.shape(layer - 1), vocabulary: null })
  const taps: Tap[] = []
  for (const filter of filters) {
    for (const [y, x] of positions) {
      for (let channel = 0; channel < shape.channels; channel++) {
        for (let i = 0; i < shape.rows.size; i++) {
          for (let j = 0; j < shape.columns.size; j++) {
            const row = cellUnder(y * shape.rows.stride + i, rows, spec.paddingMode)
            const column = cellUnder(x * shape.columns.stride + j, columns, spec.paddingMode)
            if (row === null || column === null) continue
            taps.push({ weight: [filter, channel, i, j], input: [channel, row, column], output: [filter, y, x] })
          }
        }
      }
    }
  }
  return taps
}

/** The image's row or column at a place of the padded image; null for a zero around it. */
function cellUnder(padded: number, { before, cells }: Padding, mode: Spec['paddingMode']): number | null {
  const place = padded - before
  if (place >= 0 && place < cells) return place
  return mode === 'zeros' ? null : Math.min(Math.max(place, 0), cells - 1)
}
