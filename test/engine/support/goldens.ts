import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kernels } from '../../../src-engine/kernels/kernels.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import type { Precision } from '../../../src-engine/float-array.ts'
import { sizeOf } from '../../../src-engine/shape.ts'
import type { Experiment } from '../../../src-engine/spec.ts'
import { createTrainer } from '../../../src-engine/trainer.ts'
import { datasetOf, experimentOf } from './train.ts'

/** What a run of ten steps brings: of its first batch everything, of every batch the loss and the learning rate. */
export interface Run {
  /** All numbers flat. */
  readonly outputs: readonly number[]
  /** The loss and the penalties. */
  readonly cost: number
  /** By the parameter's name. */
  readonly gradients: Readonly<Record<string, readonly number[]>>
  readonly losses: readonly number[]
  readonly rates: readonly number[]
}

/** An experiment and what PyTorch made of it; test/fixtures/pytorch writes them. */
export interface Golden {
  readonly name: string
  readonly file: string
  /** The vocabulary, where inputs and targets are indexes of words. */
  readonly words?: readonly string[]
  readonly experiment: Readonly<Record<string, unknown>> & { readonly training: object }
  readonly float64: Run
  readonly float32: Run
  /** Where the lab's momentum is not PyTorch's: the losses of PyTorch's own. */
  readonly pytorchLosses?: readonly number[]
}

const folder = join(import.meta.dirname, '../../fixtures/pytorch')

export const goldens: readonly Golden[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => {
    const entries = JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly Omit<Golden, 'file'>[]
    return entries.map((entry) => ({ ...entry, file }))
  })

export function experimentOfGolden({ experiment }: Golden, precision: Precision): Experiment {
  return experimentOf({ ...experiment, training: { ...experiment.training, precision } })
}

/** Trains a golden's experiment in the lab. */
export function runOf(golden: Golden, precision: Precision, kernels: Kernels = referenceKernels): Run {
  const experiment = experimentOfGolden(golden, precision)
  const given = datasetOf(experiment)
  const dataset = golden.words ? { ...given, ...asWords(golden.words, sizeOf(given.targetShape)) } : given
  const trainer = createTrainer({ experiment, dataset, kernels, checkpoint: null })

  const { cost, loss, samples } = trainer.step()
  const outputs = Array.from(trainer.network.output.subarray(0, samples * trainer.objective.width))
  const gradients = trainer.network.parameters.map(({ fullName, gradient }) => [fullName, Array.from(gradient)])
  const losses = [loss]
  while (losses.length < trainer.totalSteps) losses.push(trainer.step().loss)
  const rates = losses.map((_loss, i) => trainer.update.learningRate(i + 1))
  return { outputs, cost, gradients: Object.fromEntries(gradients) as Run['gradients'], losses, rates }
}

function asWords(words: readonly string[], targetIndexes: number) {
  return { vocabulary: words, targetShape: [words.length], targetIndexes, task: 'classification' } as const
}

/** How far two runs are apart, by what is compared: each loss and rate relative to itself, arrays to their largest. */
export function errorsOf(actual: Run, expected: Run): Record<string, number> {
  const errors: Record<string, number> = {
    outputs: relativeError(actual.outputs, expected.outputs),
    cost: relativeError([actual.cost], [expected.cost]),
  }
  for (const [name, gradient] of Object.entries(expected.gradients)) {
    errors[`gradient of ${name}`] = relativeError(actual.gradients[name] ?? [], gradient)
  }
  expected.losses.forEach((loss, i) => {
    errors[`loss of step ${i + 1}`] = relativeError([actual.losses[i] ?? NaN], [loss])
  })
  expected.rates.forEach((rate, i) => {
    errors[`rate of step ${i + 1}`] = relativeError([actual.rates[i] ?? NaN], [rate])
  })
  return errors
}

/** The largest difference by the largest number expected; NaN where there are more or fewer numbers than expected. */
function relativeError(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return NaN
  const differences = expected.map((value, i) => Math.abs((actual[i] ?? NaN) - value))
  return Math.max(...differences) / Math.max(...expected.map(Math.abs))
}
