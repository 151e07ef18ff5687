import { say, type Sentence } from '../sentence.ts'
import type { Dataset } from '../datasets/dataset.ts'
import type { FloatArray } from '../float-array.ts'
import { referenceKernels } from '../kernels/reference.ts'
import type { SettingChange } from '../live-settings.ts'
import type { Network, NetworkLayer, NamedParameter } from '../network.ts'
import { optimizerOf } from '../registry.ts'
import type { Experiment } from '../spec.ts'
import { createTrainer, type StepResult, type Trainer } from '../trainer.ts'
import { exactBeginning, type Beginning } from './exact.ts'
import type { LedgerLayer, LedgerParameter, LedgerSlots, LedgerStep } from './ledger.ts'
import { nest } from './nest.ts'

/** Training that can be written down, a step at a time. */
export interface LedgerRecorder {
  /** Why no further step comes, in one sentence, or null. */
  readonly stopped: Sentence | null
  /** Makes the next step and writes down every number of it; null where training is over. */
  next(): LedgerStep | null
  /** Makes the next step and writes nothing down; false where training is over. */
  skip(): boolean
}

/**
 * Trains an experiment in float64 and with the reference kernels. The numbers are read off the trainer's own step: the
 * last `after` is what training itself arrives at.
 *
 * @throws InputError with everything wrong about the experiment, its data or the checkpoint
 */
export function openLedger(
  options: Beginning & {
    readonly experiment: Experiment
    readonly dataset: Dataset
    /** Made by hand when the run first trained. */
    readonly changes?: readonly SettingChange[]
  },
): LedgerRecorder {
  const { dataset, changes = [] } = options
  const { experiment, checkpoint } = exactBeginning(options.experiment, options)
  let recording = true
  let recorded: LedgerStep | null = null
  const trainer = createTrainer({
    experiment,
    dataset,
    kernels: referenceKernels,
    checkpoint,
    changes,
    everyGradient: true,
    observe(result) {
      if (recording) recorded = recordStep({ experiment, dataset, trainer, result, before })
    },
  })
  const { network } = trainer
  const before = { value: network.block.value.slice(), slots: network.slots.map((slot) => slot.slice()) }

  function isOver(): boolean {
    return trainer.done || trainer.diverged !== null
  }

  return {
    get stopped() {
      if (!isOver()) return null
      return (
        trainer.diverged ??
        trainer.stoppedEarly ??
        say('training is over after {steps} steps', { steps: trainer.totalSteps })
      )
    },
    next() {
      if (isOver()) return null
      before.value.set(network.block.value)
      network.slots.forEach((slot, i) => before.slots[i]?.set(slot))
      recording = true
      recorded = null
      trainer.step()
      return recorded
    },
    skip() {
      if (isOver()) return false
      recording = false
      trainer.step()
      return trainer.diverged === null
    },
  }
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
