import { sizeOf, type NestedNumbers, type Shape } from '../../shape.ts'
import type { LayerSpec } from '../../layers/index.ts'
import type { Experiment } from '../../spec.ts'
import type { LedgerLayer, LedgerParameter, LedgerStep } from '../ledger.ts'
import { numberAt } from '../nest.ts'
import { named, number, type Expression, type Name, type NamedExpression } from './expression.ts'
import type { LedgerArray, ParameterName } from './ledger-array.ts'
import { constantName, gradientName, inputSignal, signalName, signalsOf, stagedName, type Signal } from './notation.ts'

/** Indexes into a shape, from 0. */
export type Cell = readonly number[]

/** A ledger step as formulas read it: every number with its name. Signal −1 is the network's input, k what layer k puts out. */
export interface RetracedStep {
  readonly experiment: Experiment
  readonly step: LedgerStep
  /** Samples in the batch. */
  readonly samples: number
  readonly lastSignal: number
  layer(index: number): LedgerLayer
  spec(index: number): LayerSpec
  parameter(layer: number, name: ParameterName): LedgerParameter | undefined
  /** The shape of a signal, without the batch. Throws RangeError where negative sampling left none. */
  shape(signal: number): Shape
  signal(index: number): Signal
  /** What a signal's name has between letter and cell: the sample, where there is more than one. */
  sampleMark(sample: number): number | null
  /** A number of a signal, by its name. */
  value(signal: number, sample: number, cell: Cell): NamedExpression
  /** `∂C/∂` of it, by its name. */
  gradient(signal: number, sample: number, cell: Cell): NamedExpression
  /** A weight or bias before the update, by its name. */
  weight(layer: number, name: ParameterName, cell: Cell): NamedExpression
  target(sample: number, cell: Cell): NamedExpression
  /** What a sum over the batch is divided by for its mean: N, or nothing where the loss is summed or there is one sample. */
  readonly meanOver: readonly Expression[]
}

export function retraceStep({
  experiment,
  step,
}: {
  readonly experiment: Experiment
  readonly step: LedgerStep
}): RetracedStep {
  const specs = experiment.network.layers
  const signals = signalsOf(specs)
  const samples = step.batch.length
  const isMean = experiment.training.reduction === 'mean'

  function layer(index: number): LedgerLayer {
    return entry(step.layers, index)
  }

  function signal(index: number): Signal {
    return index === -1 ? inputSignal : entry(signals, index)
  }

  function values(index: number): NestedNumbers {
    return present(index === -1 ? layer(0).input : layer(index).output, `layer ${index} put nothing out`)
  }

  function gradients(index: number): NestedNumbers {
    const found = index === -1 ? layer(0).inputGradient : layer(index).outputGradient
    return present(
      found,
      index === -1 ? 'words have no gradient' : `no gradient went through the output of layer ${index}`,
    )
  }

  function sampleMark(sample: number): number | null {
    return samples > 1 ? sample : null
  }

  return {
    experiment,
    step,
    samples,
    lastSignal: specs.length - 1,
    layer,
    spec: (index) => entry(specs, index),
    parameter: (index, name) => layer(index).parameters[name],
    shape: (index) => shapeOf(values(index)).slice(1),
    signal,
    sampleMark,
    value: (index, sample, cell) =>
      placed(signalName(signal(index), sampleMark(sample), cell), values(index), { of: 'values', signal: index }, [
        sample,
        ...cell,
      ]),
    gradient: (index, sample, cell) =>
      placed(
        gradientName(signal(index), sampleMark(sample), cell),
        gradients(index),
        { of: 'gradients', signal: index },
        [sample, ...cell],
      ),
    weight(index, name, cell) {
      const parameter = present(layer(index).parameters[name], `layer ${index} has no ${name}`)
      const array = { of: 'before', layer: index, parameter: name } as const
      return placed(parameterName(signal(index), name, cell), parameter.before, array, cell)
    },
    target: (sample, cell) =>
      placed(stagedName('y', null, sampleMark(sample), cell), step.targets, { of: 'targets' }, [sample, ...cell]),
    meanOver: isMean && samples > 1 ? [named(constantName('N'), number(samples))] : [],
  }
}

/** A number of an array, by its name. */
export function placed(name: Name, numbers: NestedNumbers, array: LedgerArray, path: Cell): NamedExpression {
  return named(name, numberAt(numbers, path), { array, path })
}

export function parameterName({ stage }: Signal, name: ParameterName, cell: Cell) {
  return stagedName(name === 'weight' ? 'w' : 'b', stage, null, cell)
}

/** The place of element `flat` of a shape, row-major. */
export function cellAt(flat: number, shape: Shape): Cell {
  let rest = flat
  return shape
    .toReversed()
    .map((length) => {
      const index = rest % length
      rest = (rest - index) / length
      return index
    })
    .reverse()
}

/** Every place of a shape, row-major. */
export function cellsOf(shape: Shape): Cell[] {
  return Array.from({ length: sizeOf(shape) }, (_, flat) => cellAt(flat, shape))
}

/** Row-major place of a cell in a shape. */
export function flatIndex(cell: Cell, shape: Shape): number {
  return shape.reduce((flat, length, i) => flat * length + (cell[i] ?? 0), 0)
}

export function shapeOf(values: NestedNumbers): Shape {
  const [first] = values
  return typeof first === 'object' ? [values.length, ...shapeOf(first)] : [values.length]
}

function entry<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new RangeError(`the network has no layer ${index}`)
  return found
}

function present<T>(numbers: T | null | undefined, reason: string): T {
  if (numbers === null || numbers === undefined) throw new RangeError(`the step has no such number: ${reason}`)
  return numbers
}
