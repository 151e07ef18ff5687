import { optimizerOf } from '../registry.ts'
import { sizeOf, type Shape } from '../shape.ts'
import type { Experiment } from '../spec.ts'
import type { LedgerLayer, LedgerStep } from './ledger.ts'
import type { Quantity } from './symbolic.ts'
import type { Name } from './symbolic/expression.ts'
import {
  hasSamples,
  keyOfArray,
  nameOfArray,
  numbersOfArray,
  type LedgerArray,
  type ParameterName,
  type ParameterNumbers,
} from './symbolic/ledger-array.ts'
import { lossLetter } from './symbolic/losses.ts'
import { constantName, inputSignal, signalsOf, type Signal } from './symbolic/notation.ts'
import { cellAt, shapeOf, type Cell } from './symbolic/retraced-step.ts'

/** Numbers of one kind that a training step works out together: all of z⁽¹⁾, all of ∂C/∂W⁽²⁾, the loss. */
export interface LedgerStage {
  /** The same in every step of an experiment. */
  readonly id: string
  readonly phase: 'forward' | 'loss' | 'backward' | 'update'
  /** Place in the stack of the layer it belongs to; −1 for the network's input, null for the loss. */
  readonly layer: number | null
  /** Null for the loss and the cost, which are one number. */
  readonly array: LedgerArray | null
  readonly name: Name
  /** Of one sample, or of the parameter; empty for one number. */
  readonly shape: Shape
}

/** How the signals of a stack are named, −1 being the input. */
export function signalNames({ network }: Experiment): (index: number) => Signal {
  const signals = signalsOf(network.layers)
  return (index) => signals[index] ?? inputSignal
}

/** Every stage of a step, in the order in which training comes to it. */
export function stagesOf(experiment: Experiment, step: LedgerStep): LedgerStage[] {
  const signalAt = signalNames(experiment)
  const { layers } = step
  const last = layers.length - 1

  function stage(phase: LedgerStage['phase'], layer: number, array: LedgerArray): LedgerStage[] {
    const numbers = numbersOfArray(step, array)
    if (numbers === null) return []
    const whole = shapeOf(numbers)
    const shape = hasSamples(array) ? whole.slice(1) : whole
    return [{ id: keyOfArray(array), phase, layer, array, name: nameOfArray(array, signalAt), shape }]
  }
  const single = (id: 'loss' | 'cost', letter: string): LedgerStage => {
    return { id, phase: 'loss', layer: null, array: null, name: constantName(letter), shape: [] }
  }
  const parameters = (phase: LedgerStage['phase'], layer: LedgerLayer, kind: ParameterNumbers) =>
    (['weight', 'bias'] as const).flatMap((parameter) => stage(phase, layer.index, { of: kind, layer: layer.index, parameter })) // prettier-ignore

  const forward = layers.flatMap(({ index }) => stage('forward', index, { of: 'values', signal: index }))
  const { l1, l2 } = experiment.training
  const loss = [single('loss', lossLetter(experiment)), ...(l1 > 0 || l2 > 0 ? [single('cost', 'C')] : [])]
  const backward = Array.from({ length: last + 2 }, (_, i) => last - i).flatMap((signal) => {
    const layer = layers[signal]
    return [
      ...stage('backward', signal, { of: 'gradients', signal }),
      ...(layer ? parameters('backward', layer, 'gradient') : []),
    ]
  })
  const kinds: readonly ParameterNumbers[] = [...slotsShown(experiment), 'update', 'after']
  const update = layers.flatMap((layer) => kinds.flatMap((kind) => parameters('update', layer, kind)))
  return [...forward, ...(forward.length > last ? loss : []), ...backward, ...update]
}

/** The optimiser's state, where it is not itself the update: plain momentum's `v` is `Δw`. */
function slotsShown({ optimizer }: Experiment): readonly ParameterNumbers[] {
  if (optimizer.type === 'sgd' && !optimizer.nesterov) return []
  return optimizerOf(optimizer).slots as readonly ParameterNumbers[]
}

/**
 * One number of a stage. `sample` is a row of the batch, and counts only where the stage has one for every sample, and
 * for the loss where it is not to be that of the whole batch.
 */
export function quantityOf(
  { id, array, shape }: LedgerStage,
  { sample, cell, wholeBatch }: { readonly sample: number; readonly cell: Cell; readonly wholeBatch: boolean },
): Quantity {
  if (array === null) {
    if (id === 'cost') return { kind: 'cost' }
    return wholeBatch ? { kind: 'loss' } : { kind: 'sampleLoss', sample }
  }
  const place = cell.length === shape.length && cell.every((index, i) => index < (shape[i] ?? 0)) ? cell : first(shape)
  if ('parameter' in array) {
    return { kind: array.of as KindOfParameter, layer: array.layer, parameter: array.parameter, cell: place }
  }
  if (array.of === 'values') return { kind: 'output', layer: array.signal, sample, cell: place }
  if (array.of === 'gradients') {
    return array.signal < 0
      ? { kind: 'inputGradient', layer: 0, sample, cell: place }
      : { kind: 'outputGradient', layer: array.signal, sample, cell: place }
  }
  throw new RangeError(`no stage works out ${array.of}`)
}

type KindOfParameter = Extract<Quantity, { readonly parameter: ParameterName }>['kind']

function first(shape: Shape): Cell {
  return sizeOf(shape) > 0 ? cellAt(0, shape) : []
}
