import type { Checkpoint, TrainingPosition } from './checkpoint.ts'
import type { Dataset } from './datasets/dataset.ts'
import { classCounts, createInputGather, gatherTargets } from './datasets/gather.ts'
import type { Scaling } from './datasets/scaling.ts'
import type { SplitPart } from './datasets/split.ts'
import { isFiniteArray, type FloatArray } from './float-array.ts'
import type { Kernels } from './kernels/kernels.ts'
import { createCurves } from './curves.ts'
import { countCorrect, type MetricPoint, type Score } from './metrics.ts'
import { createObjective, type Objective } from './objective.ts'
import { buildNetwork, type Network } from './network.ts'
import { copyTensors, fillTensors } from './network-state.ts'
import { initializeParameters } from './initialize.ts'
import { withChange, type LiveSettings, type SettingChange } from './live-settings.ts'
import { InputError, inputError } from './problem.ts'
import { optimizerOf } from './registry.ts'
import { createRng, shuffle } from './rng.ts'
import type { Experiment } from './spec.ts'
import { planTraining } from './training-plan.ts'
import { createUpdate, type Update } from './update.ts'
import { checkExperiment, signalOf } from './validate.ts'
import { say, type Sentence } from './sentence.ts'

/** What one batch of training brought. The object is reused by the next step. */
export interface StepResult {
  /** Loss of the batch before its update, reduced as the experiment says. */
  readonly loss: number
  /** The loss and the penalties on the weights: what the gradient is of. */
  readonly cost: number
  readonly samples: number
  /** Points of the curves that became due; mostly none. */
  readonly points: readonly MetricPoint[]
  readonly epochEnded: boolean
  /** At an epoch's end: the loss that counts (validation, or training where there is none) is the lowest so far. */
  readonly improved: boolean
}

/** Trains one network on one dataset, a batch at a time. */
export interface Trainer {
  readonly network: Network
  /** The loss at work on the network's last batch: `objective.target` holds its targets. */
  readonly objective: Objective
  readonly update: Update
  readonly scaling: Scaling
  readonly parts: Readonly<Record<SplitPart, Uint32Array>>
  readonly stepsPerEpoch: number
  readonly totalSteps: number
  readonly done: boolean
  /** Why training ended before its last epoch, in one sentence, or null. */
  readonly stoppedEarly: Sentence | null
  /** Why training cannot go on, in one sentence, once a loss, or at an epoch's end a weight, is not finite. */
  readonly diverged: Sentence | null
  position(): TrainingPosition
  /** Indexes in the dataset of the samples of the last step: a view, to be read before the next one. */
  lastBatch(): Uint32Array
  /** Trains one batch. Once diverged the parameters are no longer changed. */
  step(): StepResult
  /** Trains on with other settings, instead of any changes that were still to come; says from where on. */
  change(settings: LiveSettings): SettingChange
  /** Scores the present weights on a whole part; null where it is empty. A loss that is not finite is divergence. */
  evaluate(part: SplitPart): Score | null
  /** A copy of everything needed to go on from here. */
  checkpoint(): Checkpoint
}

export interface TrainerOptions {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly kernels: Kernels
  /** Where to go on from; null to begin with freshly initialised parameters. */
  readonly checkpoint: Checkpoint | null
  /** Made by hand when the run first trained, in the order of their steps; each is made again at its step. */
  readonly changes?: readonly SettingChange[]
  /** Called in every step after the update, while the buffers of the network still hold what the step computed. */
  readonly observe?: (result: StepResult) => void
  /** Keep the gradient by every layer's input, though training needs none before the first parameters. */
  readonly everyGradient?: boolean
}

/** Samples of one forward pass when scoring. */
const evaluationBatch = 256

/**
 * Mini-batch gradient descent: for every epoch, in a fresh random order, forward, loss, backward, update
 * (Wiki, the algorithm; Konyagin, the training loop).
 *
 * Streams of random numbers, by name: `split`, `parameter` of each layer, `shuffle` of each epoch.
 *
 * @throws InputError with everything wrong about the experiment, its data or the checkpoint
 */
export function createTrainer({
  experiment,
  dataset,
  kernels,
  checkpoint,
  changes: known = [],
  observe,
  everyGradient = false,
}: TrainerOptions): Trainer {
  const { seed, training } = experiment
  const problems = checkExperiment(experiment, dataset).problems
  if (problems.length > 0) throw new InputError(problems)

  const { parts, scaling, batchSize, stepsPerEpoch, totalSteps } = planTraining(experiment, dataset)
  const maxBatch = Math.max(batchSize, Math.min(evaluationBatch, dataset.count))
  const optimizer = optimizerOf(experiment.optimizer)
  const network = buildNetwork({
    layers: experiment.network.layers,
    input: signalOf(dataset),
    seed,
    maxBatch,
    precision: training.precision,
    kernels,
    slotCount: optimizer.slots.length,
    everyGradient,
  })
  const objective = createObjective(experiment, network, maxBatch, kernels, () => classCounts(dataset, parts.train))
  const gatherInputs = createInputGather(dataset, scaling, maxBatch, kernels)
  const update = createUpdate(experiment, network, kernels, stepsPerEpoch)
  const seesOutputs = objective.trainingDepth === network.layers.length
  const curves = createCurves({ task: dataset.task, seesOutputs, stepsPerEpoch, ...training })
  const order = Uint32Array.from(parts.train)
  let epoch = 0
  let batch = 0
  let batchStart = 0
  let orderedEpoch = -1
  let changes = known
  let changesMade = 0
  let diverged: Sentence | null = null
  let stoppedEarly: Sentence | null = null
  const pass = { training: true, step: 0 }
  const scoring = { training: false, step: 0 }
  const result = { loss: 0, cost: 0, samples: 0, points: noPoints, epochEnded: false, improved: false }

  if (checkpoint) restore(checkpoint)
  else initializeParameters(experiment, network)

  /** Puts the samples into the order of the present epoch, which depends on nothing but seed and epoch. */
  function orderSamples(): void {
    if (orderedEpoch === epoch) return
    orderedEpoch = epoch
    order.set(parts.train)
    if (training.shuffle) shuffle(order, createRng(seed, 'shuffle', epoch))
  }

  function gather(indexes: Uint32Array, start: number, n: number): void {
    gatherInputs(indexes, start, n, network.input)
    gatherTargets(dataset, indexes, start, n, objective.target)
  }

  /** Makes the changes that are due before the next batch. */
  function makeChanges(): void {
    for (;;) {
      const next = changes[changesMade]
      if (!next || next.step > stepsDone()) return
      update.change(next)
      changesMade++
    }
  }

  function change(settings: LiveSettings): SettingChange {
    makeChanges()
    const made = { ...settings, step: stepsDone() }
    changes = withChange(changes, made)
    changesMade = changes.length - 1
    return made
  }

  function step(): StepResult {
    if (isDone()) throw new Error('training is over')
    makeChanges()
    orderSamples()
    batchStart = batch * batchSize
    const n = Math.min(batchSize, order.length - batchStart)
    const mean = training.reduction === 'mean'
    gather(order, batchStart, n)
    pass.step = stepsDone()
    const sum = objective.trainingForward(n, pass)
    const correct = curves.countsTraining ? countCorrect(n, objective.width, network.output, objective.target) : 0
    result.samples = n
    result.loss = mean ? sum / n : sum
    result.points = noPoints
    result.epochEnded = false
    result.improved = false
    result.cost = result.loss
    if (!Number.isFinite(sum)) {
      return diverge(say('the loss became {loss} in step {step}', { loss: String(sum), step: stepsDone() + 1 }))
    }
    objective.backward(n, mean ? 1 / n : 1)
    result.cost += update.addPenalty()
    if (!Number.isFinite(result.cost)) {
      return diverge(say('the penalties became infinite in step {step}', { step: stepsDone() + 1 }))
    }
    update.apply(stepsDone() + 1)
    observe?.(result)

    batch++
    curves.add(n, sum, correct)
    if (batch === stepsPerEpoch) endEpoch()
    else if (curves.isDue(stepsDone())) result.points = curves.trainPoints(stepsDone())
    return result
  }

  function diverge(what: Sentence): StepResult {
    diverged = say('{what}; try a smaller learning rate', { what })
    return result
  }

  /** Before anything is said of an epoch: the last update can break what no loss has met yet. */
  function endEpoch(): void {
    batch = 0
    epoch++
    result.epochEnded = true
    if (!isFiniteArray(network.block.value)) {
      diverge(say('a weight was no longer a finite number after epoch {epoch}', { epoch }))
    }
    const validation = diverged === null && curves.isValidationDue(epoch) ? evaluate('validation') : null
    if (diverged !== null) return
    const end = curves.endEpoch(epoch, validation)
    result.points = end.points
    result.improved = end.improved
    stoppedEarly = curves.reasonToStop(epoch)
  }

  function isDone(): boolean {
    return epoch >= training.epochs || stoppedEarly !== null
  }

  function stepsDone(): number {
    return epoch * stepsPerEpoch + batch
  }

  function evaluate(part: SplitPart): Score | null {
    const indexes = parts[part]
    if (indexes.length === 0) return null
    let loss = 0
    let correct = 0
    for (let start = 0; start < indexes.length; start += maxBatch) {
      const n = Math.min(maxBatch, indexes.length - start)
      gather(indexes, start, n)
      loss += objective.forward(n, scoring)
      correct += countCorrect(n, objective.width, network.output, objective.target)
    }
    if (!Number.isFinite(loss)) {
      diverge(
        say('the loss of the {part} samples became {loss} after step {step}', {
          part,
          loss: String(loss),
          step: stepsDone(),
        }),
      )
    }
    return { loss: loss / indexes.length, accuracy: curves.countsAccuracy ? correct / indexes.length : null }
  }

  function takeCheckpoint(): Checkpoint {
    return {
      precision: training.precision,
      seed,
      position: { epoch, batch, step: stepsDone() },
      ...curves.state(),
      parameters: copyTensors(network, network.block.value),
      optimizer: Object.fromEntries(optimizer.slots.map((name, i) => [name, copyTensors(network, slot(i))])),
    }
  }

  function restore(from: Checkpoint): void {
    if (from.precision !== training.precision) {
      const needed = say('this experiment needs {precision}', { precision: training.precision })
      throw inputError([], say('the checkpoint holds {precision} numbers', { precision: from.precision }), needed)
    }
    fillTensors(network, network.block.value, from.parameters)
    optimizer.slots.forEach((name, i) => {
      fillTensors(network, slot(i), from.optimizer[name] ?? [])
    })
    epoch = from.position.epoch
    batch = from.position.batch
    curves.restore(from)
    if (batch === 0) stoppedEarly = curves.reasonToStop(epoch)
  }

  function slot(i: number): FloatArray {
    const run = network.slots[i]
    if (!run) throw new RangeError(`no slot ${i}`)
    return run
  }

  return {
    network,
    objective,
    update,
    scaling,
    parts,
    stepsPerEpoch,
    totalSteps,
    get done() {
      return isDone()
    },
    get stoppedEarly() {
      return stoppedEarly
    },
    get diverged() {
      return diverged
    },
    position: () => ({ epoch, batch, step: stepsDone() }),
    lastBatch: () => order.subarray(batchStart, batchStart + result.samples),
    step,
    change,
    evaluate,
    checkpoint: takeCheckpoint,
  }
}

const noPoints: readonly MetricPoint[] = []
