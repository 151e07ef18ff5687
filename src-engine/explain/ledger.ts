import type { Dataset } from '../datasets/dataset.ts'
import type { LayerSpec } from '../layers/index.ts'
import type { NestedNumbers, Shape } from '../shape.ts'
import type { Experiment } from '../spec.ts'
import { openLedger } from './ledger-recorder.ts'
import type { Sentence } from '../sentence.ts'

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
 * number.
 *
 * @throws InputError with everything wrong about the experiment or its data
 */
export function createLedger(options: {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly steps: number
}): Ledger {
  const { experiment, dataset, steps } = options
  const recorder = openLedger({ experiment, dataset, checkpoint: null })
  const recorded: LedgerStep[] = []
  while (recorded.length < steps) {
    const step = recorder.next()
    if (step === null) break
    recorded.push(step)
  }
  return { steps: recorded, stopped: recorded.length < steps ? recorder.stopped : null }
}
