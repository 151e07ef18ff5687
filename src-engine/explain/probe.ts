import type { Checkpoint } from '../checkpoint.ts'
import type { Dataset } from '../datasets/dataset.ts'
import type { FloatArray } from '../float-array.ts'
import { referenceKernels } from '../kernels/reference.ts'
import type { NamedParameter, Network } from '../network.ts'
import { inputError } from '../problem.ts'
import { sizeOf } from '../shape.ts'
import type { Experiment } from '../spec.ts'
import { createTrainer } from '../trainer.ts'
import { exactBeginning } from './exact.ts'
import { createUnitForward } from './unit-forward.ts'
import { say } from '../sentence.ts'

/** The first training batch of an experiment held still, to ask what it would cost with other parameters. */
export interface Probe {
  readonly network: Network
  /** Samples in the batch. */
  readonly samples: number
  /** Backpropagation's gradient of the cost, before clipping, laid out like the network's block. */
  readonly gradient: FloatArray
  /** Loss and penalties of the batch with the parameters as they are now. */
  cost(): number
  /** The same, at less expense, where only element `index` of `parameter` is not as it was; `restore` must follow. */
  costAfter(parameter: NamedParameter, index: number): number
  /** Takes note that the element has been put back. */
  restore(parameter: NamedParameter, index: number): void
}

/**
 * Runs the trainer's own first step, or the next one after a checkpoint, in float64 and with the reference kernels, and
 * keeps its batch and its gradient; the parameters are put back to where they began.
 *
 * What is random in a pass (dropout, negative samples) is drawn as in that step, the same every time.
 *
 * @throws InputError with everything wrong about the experiment or its data, or if the first loss is not finite
 */
export function createProbe(options: {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly checkpoint?: Checkpoint | null
}): Probe {
  const { dataset } = options
  const { experiment: exact, checkpoint } = exactBeginning(options.experiment, {
    checkpoint: options.checkpoint ?? null,
  })
  const experiment = { ...exact, training: { ...exact.training, clipNorm: null } }
  const batches: { readonly input: FloatArray; readonly target: FloatArray; readonly samples: number }[] = []
  const trainer = createTrainer({
    experiment,
    dataset,
    kernels: referenceKernels,
    checkpoint,
    observe({ samples }) {
      const { network, objective } = trainer
      const input = network.input.slice(0, samples * sizeOf(dataset.inputShape))
      batches.push({ input, target: objective.target.slice(0, samples * objective.width), samples })
    },
  })
  const { network, objective, update } = trainer
  const initial = network.block.value.slice()
  trainer.step()
  const [batch] = batches
  if (!batch) {
    const remedy = say('initialise the network smaller, or scale the data')
    throw inputError([], trainer.diverged ?? say('the first step was not made'), remedy)
  }
  const { input, target, samples } = batch
  const gradient = network.block.gradient.slice()
  network.block.value.set(initial)
  network.input.set(input)
  objective.target.set(target)

  const pass = { training: true, step: checkpoint?.position.step ?? 0 }
  const depth = objective.trainingDepth
  const scale = experiment.training.reduction === 'mean' ? 1 / samples : 1
  const unitForwards = network.layers.map((layer) => createUnitForward(layer, samples))
  /** The layer whose input is as it should be: layers behind the one probed last still hold what that led to. */
  let probed = -1

  function costFrom(layer: number): number {
    return objective.trainingForward(samples, pass, layer) * scale + update.addPenalty()
  }

  /** Runs a layer again, or the one unit of it that the element belongs to. */
  function rerun({ layer: index, name, shape, value }: NamedParameter, element: number): void {
    if (index >= depth) return
    const forwardUnit = unitForwards[index]
    if (!forwardUnit) {
      network.forward(samples, pass, index + 1, index)
      return
    }
    const units = shape[0] ?? 1
    forwardUnit(name === 'bias' ? element : Math.floor(element / (value.length / units)))
  }

  return {
    network,
    samples,
    gradient,
    cost() {
      probed = -1
      return costFrom(0)
    },
    costAfter(parameter, index) {
      const { layer } = parameter
      if (probed !== layer) {
        probed = layer
        return costFrom(0)
      }
      rerun(parameter, index)
      return costFrom(layer + 1)
    },
    restore: rerun,
  }
}
