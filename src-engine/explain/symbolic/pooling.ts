import type { SlidingWindow } from '../../kernels/image-kernels.ts'
import type { LayerSpec } from '../../layers/index.ts'
import { poolWindows } from '../../layers/pool.ts'
import { numberAt } from '../nest.ts'
import { apply, number, quotient, sum } from './expression.ts'
import type { LayerFormulas } from './layer-formulas.ts'
import type { Cell, RetracedStep } from './retraced-step.ts'

type MaxPool = Extract<LayerSpec, { type: 'max_pool2d' }>
type AvgPool = Extract<LayerSpec, { type: 'avg_pool2d' }>

/** `p = max` of the cells under the window; a cell's gradient is that of the windows it won, and 0 if it won none. */
export const maxPoolFormulas: LayerFormulas<MaxPool> = {
  output({ step, layer, sample }, spec, cell) {
    return apply('max', ...cellsUnder(step, layer, spec, cell).map((input) => step.value(layer - 1, sample, input)))
  },

  inputGradient({ step, layer, sample }, spec, cell) {
    const { winners } = step.layer(layer)
    if (!winners) throw new RangeError(`layer ${layer} has no winners`)
    const [, , columns = 0] = step.shape(layer - 1)
    const place = (cell[1] ?? 0) * columns + (cell[2] ?? 0)
    return sum(
      windowsOver(step, layer, spec, cell)
        .filter((window) => numberAt(winners, [sample, ...window]) === place)
        .map((window) => step.gradient(layer, sample, window)),
    )
  },
}

/** `p = Σ a / area`; a cell gets its share of the gradient of every window over it. */
export const avgPoolFormulas: LayerFormulas<AvgPool> = {
  output({ step, layer, sample }, spec, cell) {
    const cells = cellsUnder(step, layer, spec, cell).map((input) => step.value(layer - 1, sample, input))
    return quotient(sum(cells), number(cells.length))
  },

  inputGradient({ step, layer, sample }, spec, cell) {
    const windows = windowsOver(step, layer, spec, cell).map((window) => step.gradient(layer, sample, window))
    return windows.length === 0 ? number(0) : quotient(sum(windows), number(spec.size[0] * spec.size[1]))
  },
}

function windowsOf(step: RetracedStep, layer: number, spec: MaxPool | AvgPool) {
  return poolWindows(spec, { shape: step.shape(layer - 1), vocabulary: null })
}

/** The input cells under the window of one output. */
function cellsUnder(
  step: RetracedStep,
  layer: number,
  spec: MaxPool | AvgPool,
  [channel = 0, y = 0, x = 0]: Cell,
): Cell[] {
  const { rows, columns } = windowsOf(step, layer, spec)
  return Array.from({ length: rows.size * columns.size }, (_, k) => [
    channel,
    y * rows.stride + Math.floor(k / columns.size),
    x * columns.stride + (k % columns.size),
  ])
}

/** The outputs whose window lies over an input cell. */
function windowsOver(
  step: RetracedStep,
  layer: number,
  spec: MaxPool | AvgPool,
  [channel = 0, y = 0, x = 0]: Cell,
): Cell[] {
  const { rows, columns } = windowsOf(step, layer, spec)
  return placesOver(y, rows).flatMap((row) => placesOver(x, columns).map((column) => [channel, row, column]))
}

function placesOver(cell: number, { positions, size, stride }: SlidingWindow): number[] {
  return Array.from({ length: positions }, (_, place) => place).filter(
    (place) => place * stride <= cell && cell < place * stride + size,
  )
}
