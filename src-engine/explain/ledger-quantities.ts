import { cellsOf } from '../shape.ts'
import type { LedgerLayer } from './ledger.ts'
import type { Quantity } from './symbolic.ts'

/** Numbers of one kind in a layer, in order. */
export interface QuantityGroup {
  readonly quantities: readonly Quantity[]
  /** How many more there are. */
  readonly left: number
}

/**
 * Outputs, deltas, gradients, changes and new values of a layer, of the batch's first sample.
 *
 * @param most the first so many of each kind
 */
export function quantitiesOf(layer: LedgerLayer, most: number): QuantityGroup[] {
  const { index } = layer
  const signals = (['output', 'outputGradient'] as const).flatMap((kind) => {
    const values = layer[kind]?.[0]
    if (values === undefined) return []
    const cells = typeof values === 'number' ? [[]] : cellsOf(values)
    return [few(cells, most, (cell) => ({ kind, layer: index, sample: 0, cell }))]
  })
  const parameters = (['weight', 'bias'] as const).flatMap((name) => {
    const parameter = layer.parameters[name]
    if (!parameter) return []
    const cells = cellsOf(parameter.before)
    return (['gradient', 'update', 'after'] as const).map((kind) =>
      few(cells, most, (cell) => ({ kind, layer: index, parameter: name, cell })),
    )
  })
  return [...signals, ...parameters]
}

function few(
  cells: readonly (readonly number[])[],
  most: number,
  name: (cell: readonly number[]) => Quantity,
): QuantityGroup {
  return { quantities: cells.slice(0, most).map(name), left: Math.max(0, cells.length - most) }
}
