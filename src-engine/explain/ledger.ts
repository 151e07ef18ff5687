import type { Dataset } from '../datasets/dataset.ts'
import type { FloatArray } from '../float-array.ts'
import { referenceKernels } from '../kernels/reference.ts'
import type { LayerSpec } from '../layers/index.ts'
import type { Network, NetworkLayer, NamedParameter } from '../network.ts'
import { optimizerOf } from '../registry.ts'
import type { NestedNumbers, Shape } from '../shape.ts'
import type { Experiment } from '../spec.ts'
import { createTrainer, type StepResult, type Trainer } from '../trainer.ts'
import { inFloat64 } from './exact.ts'
import { nest } from './nest.ts'
import { say, type Sentence } from '../sentence.ts'

/** Every number of the first steps of training. */
export interface Ledger {
  readonly steps: readonly LedgerStep[]
  /** Why there are fewer steps than were asked for, in one sentence, or null. */
  readonly stopped: Sentence | null
}

/** One training step. All arrays are nested by shape, the batch first; `C` is the cost of the batch. */
export interface LedgerStep {
  /** From 1. */
  readonly step: number
  /** Indexes of the batch's samples in the dataset. */
  readonly batch: readonly number[]
  /** The samples' names, where the dataset has them. */
  readonly sampleNames?: readonly string[]
  /** (N, …targetShape) */
  readonly targets: NestedNumbers
  /** Loss of the batch, before the update. */
  readonly loss: number
  /** The loss and the penalties on the weights: what the gradients are of. */
  readonly cost: number
  /** The learning rate of this step, after schedule and warm-up. */
  readonly learningRate: number
  /** What clipping multiplied every parameter's gradient by; 1 where it did nothing. */
  readonly clipFactor: number
  readonly layers: readonly LedgerLayer[]
}

export interface LedgerLayer {
  /** Place in the stack. */
  readonly index: number
  readonly type: LayerSpec['type']
  /** (N, …inputShape); null where negative sampling stands in for the layer before. */
  readonly input: NestedNumbers | null
  /** (N, …outputShape); null where negative sampling stands in for the layer. */
  readonly output: NestedNumbers | null
  /**
   * `∂C/∂output`: of a dense or convolutional layer its delta `∂C/∂z`. Null where the layer is merged with the loss, or
   * negative sampling stands in for it.
   */
  readonly outputGradient: NestedNumbers | null
  /** `∂C/∂input`; null where the input is words, or a layer that negative sampling stands in for. */
  readonly inputGradient: NestedNumbers | null
  /** The layer and the loss are one: `∂C/∂input` was computed without going through the output. */
  readonly merged: boolean
  /** Dropout: what each number was multiplied by. */
  readonly mask?: NestedNumbers
  /** Max pooling: the place of each window's largest cell in its plane, row-major. */
  readonly winners?: NestedNumbers
  readonly parameters: { readonly weight?: LedgerParameter; readonly bias?: LedgerParameter }
}

/** The optimiser's state for a parameter, by the names of its slots. */
export interface LedgerSlots {
  /** SGD: the update that momentum carries on. */
  readonly velocity?: NestedNumbers
  /** Adam: running mean of the gradients. */
  readonly mean?: NestedNumbers
  /** Adam, RMSProp, AdaGrad: running mean, or sum, of their squares. */
  readonly squares?: NestedNumbers
}

/** A parameter, and the optimiser's state after the step. */
export interface LedgerParameter extends LedgerSlots {
  readonly shape: Shape
  readonly before: NestedNumbers
  /** `∂C/∂parameter` as the optimiser got it: with penalties, and clipped. */
  readonly gradient: NestedNumbers
  /** `after − before`. */
  readonly update: NestedNumbers
  readonly after: NestedNumbers
  /** The optimiser's state before the step. */
  readonly previous: LedgerSlots
}

/**
 * Trains the first `steps` batches of an experiment, in float64 and with the reference kernels, and writes down every
 * number. The numbers are read off the trainer's own step: the last `after` is what training itself arrives at.
 *
 * @throws InputError with everything wrong about the experiment or its data
 */
export function createLedger(options: {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly steps: number
}): Ledger {
  const { dataset, steps } = options
  const experiment = inFloat64(options.experiment)
  const recorded: LedgerStep[] = []
  const trainer = createTrainer({
    experiment,
    dataset,
    kernels: referenceKernels,
    checkpoint: null,
    observe,
    everyGradient: true,
  })
  const { network } = trainer
  const before = { value: network.block.value.slice(), slots: network.slots.map((slot) => slot.slice()) }

  function observe(result: StepResult): void {
    recorded.push(recordStep({ experiment, dataset, trainer, result, before }))
  }

  while (recorded.length < steps && !trainer.done && trainer.diverged === null) {
    before.value.set(network.block.value)
    network.slots.forEach((slot, i) => before.slots[i]?.set(slot))
    trainer.step()
  }
  const stopped =
    trainer.diverged ??
    trainer.stoppedEarly ??
    say('training is over after {steps} steps', { steps: trainer.totalSteps })
  return { steps: recorded, stopped: recorded.length < steps ? stopped : null }
}

/** The parameters and the optimiser's state before a step, laid out as in the network. */
interface Before {
  readonly value: FloatArray
  readonly slots: readonly FloatArray[]
}

function recordStep(moment: {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly trainer: Trainer
  readonly result: StepResult
  readonly before: Before
}): LedgerStep {
  const { experiment, dataset, trainer, result, before } = moment
  const { network, objective, update } = trainer
  const samples = Array.from(trainer.lastBatch())
  const n = samples.length
  const step = trainer.position().step + 1
  const slotNames = optimizerOf(experiment.optimizer).slots
  const names = dataset.sampleNames
  return {
    step,
    batch: samples,
    ...(names && { sampleNames: samples.map((sample) => names[sample] ?? '') }),
    targets: nest(objective.target, [n, ...network.outputShape]),
    loss: result.loss,
    cost: result.cost,
    learningRate: update.learningRate(step),
    clipFactor: update.clipFactor,
    layers: network.layers.map((layer) => {
      const own = network.parameters.filter((parameter) => parameter.layer === layer.index)
      return {
        ...recordLayer(layer, n, trainer),
        parameters: Object.fromEntries(own.map((p) => [p.name, recordParameter(network, p, slotNames, before)])),
      }
    }),
  }
}

function recordLayer(layer: NetworkLayer, n: number, { network, objective }: Trainer): Omit<LedgerLayer, 'parameters'> {
  const { index, spec, input, outputShape, buffers } = layer
  const { dOutput, dInput, workspace } = buffers
  const { trainingDepth } = objective
  const merged = objective.merged && index === network.layers.length - 1
  const inputShape = [n, ...input.shape]
  const shape = [n, ...outputShape]
  return {
    index,
    type: spec.type,
    input: index <= trainingDepth ? nest(buffers.input, inputShape) : null,
    output: index < trainingDepth ? nest(buffers.output, shape) : null,
    outputGradient: index < trainingDepth && !merged ? nest(dOutput, shape) : null,
    inputGradient: index <= trainingDepth && input.vocabulary === null && dInput ? nest(dInput, inputShape) : null,
    merged,
    ...(workspace['mask'] && { mask: nest(workspace['mask'], shape) }),
    ...(workspace['winners'] && { winners: nest(workspace['winners'], shape) }),
  }
}

function recordParameter(
  network: Network,
  parameter: NamedParameter,
  slotNames: readonly string[],
  before: Before,
): LedgerParameter {
  const { shape, value, gradient } = parameter
  const old = network.viewIn(before.value, parameter)
  const slots = (runs: readonly FloatArray[]): LedgerSlots =>
    Object.fromEntries(
      slotNames.map((name, i) => [name, nest(network.viewIn(runs[i] as FloatArray, parameter), shape)]),
    )
  return {
    shape,
    before: nest(old, shape),
    gradient: nest(gradient, shape),
    ...slots(network.slots),
    update: nest(
      value.map((after, i) => after - (old[i] as number)),
      shape,
    ),
    after: nest(value, shape),
    previous: slots(before.slots),
  }
}
