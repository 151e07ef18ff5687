import type { LayerSpec } from '../../src-engine/layers/index.ts'
import { layerTypeOf } from '../../src-engine/registry.ts'
import type { NetworkReport } from '../../src-engine/validate.ts'
import type { Diagram, DiagramColumn } from './diagram.ts'
import { drawParameter } from './drawn-values.ts'
import type { DataFacts } from './fixes.ts'

/** A weight as a line between two neurons. */
export interface Wire {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  readonly weight: number
  /** The one it leads to, counted from 0. */
  readonly column: number
  /** Places of the neurons in their columns, counted from 1. */
  readonly from: number
  readonly to: number
  /** The thickness that says how much it weighs beside the network's largest weight. */
  readonly thickness: number
}

const thinnest = 0.5
const thickest = 3.5

/**
 * Every weight of a network that is drawn as neurons, with the value it begins with; none for a network of blocks.
 *
 * @param report must be without problems in the layers that are drawn
 */
export function weightedWires(
  diagram: Diagram,
  specs: readonly LayerSpec[],
  report: NetworkReport,
  data: Pick<DataFacts, 'vocabulary'>,
  seed: number,
): readonly Wire[] {
  const drawable = specs.every(({ type }, i) => report.layers[i]?.parameterCount === 0 || isDense(type))
  if (diagram.kind !== 'neurons' || !drawable || report.layers.some(({ problems }) => problems.length > 0)) return []
  const wires = diagram.columns.slice(1).flatMap((to, i) => {
    const from = diagram.columns[i] as DiagramColumn
    const weightOf = columnWeights(to, specs, report, data, seed)
    return from.neurons.flatMap((y1, input) =>
      to.neurons.map((y2, unit) => {
        const weight = weightOf?.(unit, input, from.neurons.length)
        const ends = { x1: from.right, y1, x2: to.left, y2 }
        return { ...ends, column: i + 1, from: input + 1, to: unit + 1, weight: weight ?? 0 }
      }),
    )
  })
  const largest = Math.max(...wires.map(({ weight }) => Math.abs(weight)))
  return wires.map((wire) => ({
    ...wire,
    thickness: thinnest + (largest > 0 ? (thickest - thinnest) * (Math.abs(wire.weight) / largest) : 0),
  }))
}

/** Layers in which every neuron has a weight of its own for every input. */
const isDense = (type: LayerSpec['type']): boolean => type === 'dense' || type === 'embedding'

/** How to find the weight of unit and input among those of the layer that makes a column. */
function columnWeights(
  column: DiagramColumn,
  specs: readonly LayerSpec[],
  report: NetworkReport,
  data: Pick<DataFacts, 'vocabulary'>,
  seed: number,
): ((unit: number, input: number, inputs: number) => number | undefined) | null {
  const index = column.layers[0] ?? -1
  const [spec, shape] = [specs[index], report.layers[index]?.inputShape]
  if (!spec || !shape) return null
  const signal = { shape, vocabulary: index === 0 ? (data.vocabulary?.length ?? null) : null }
  const plan = layerTypeOf(spec)
    .parameters(spec, signal)
    .find(({ name }) => name === 'weight')
  if (!plan) return null
  const values = drawParameter(plan, index, seed)
  // An embedding has a row for each word, a dense layer one for each unit.
  if (spec.type === 'embedding') return (unit, input) => values[input * spec.dim + unit]
  return (unit, input, inputs) => values[unit * inputs + input]
}
