import type { Tensor } from '../../../../src-engine/checkpoint.ts'
import type { Scaling } from '../../../../src-engine/datasets/scaling.ts'
import type { Precision } from '../../../../src-engine/float-array.ts'
import { inputSignalOf, type ExportInput } from '../../../../src-engine/formats/export-input.ts'
import type { ReportMaterial } from '../../../../src-engine/formats/report/material.ts'
import { referenceKernels } from '../../../../src-engine/kernels/reference.ts'
import type { LayerSpec } from '../../../../src-engine/layers/index.ts'
import type { Signal } from '../../../../src-engine/layers/layer.ts'
import { createModel } from '../../../../src-engine/model.ts'
import { planLayers } from '../../../../src-engine/network.ts'
import { createRng, type Rng } from '../../../../src-engine/rng.ts'
import { sizeOf } from '../../../../src-engine/shape.ts'
import { experimentOf } from '../../support/train.ts'

export interface Drawn {
  readonly signal: Signal
  readonly layers: readonly LayerSpec[]
  readonly precision?: Precision
  readonly scaling?: Scaling
  readonly seed?: number
}

/** A network with weights drawn at random, not too large for what is summed, and biases that are not zero. */
export function exportOf({ signal, layers, precision = 'float32', scaling = none, seed = 1 }: Drawn): ExportInput {
  const rng = createRng(seed, 'weights')
  const planned = planLayers(layers, signal)
  const parameters = planned.flatMap((layer) =>
    layer.parameters.map(({ name, shape, fanIn }): Tensor => {
      const numbers = Array.from({ length: sizeOf(shape) }, () => rng.normal() / Math.sqrt(fanIn))
      const values = precision === 'float32' ? Float32Array.from(numbers) : Float64Array.from(numbers)
      return { name: `layers.${layer.index}.${name}`, shape, values }
    }),
  )
  const vocabulary = signal.vocabulary === null ? null : Array.from({ length: signal.vocabulary }, (_, i) => `word${i}`)
  return {
    experiment: experimentOf({ name: 'a test', seed: 7, network: { layers }, training: { precision } }),
    model: {
      inputShape: signal.shape,
      targetShape: planned.at(-1)!.outputShape,
      task: 'regression',
      classNames: null,
      inputNames: null,
      vocabulary,
      scaling,
    },
    run: { id: 'rtestrun1', engineVersion: '0.1.0' },
    checkpointName: 'last',
    checkpoint: { precision, position: { epoch: 3, batch: 0, step: 120 }, parameters },
    scores: { train: { loss: 0.25, accuracy: null }, validation: null, test: { loss: 0.5, accuracy: 0.75 } },
    curves: [],
    data: { sha256: 'd'.repeat(64), count: 12, inputShape: signal.shape, targetShape: planned.at(-1)!.outputShape },
    report: sampleReport(),
  }
}

/** What a report is told of a run on which nothing stands out. */
export function sampleReport(changes: Partial<ReportMaterial> = {}): ReportMaterial {
  return {
    language: 'en',
    run: {
      number: 7,
      name: 'a test',
      status: 'completed',
      reason: null,
      tags: [],
      note: '',
      startedAt: 1_790_000_000_000,
      finishedAt: 1_790_000_060_000,
      epoch: 3,
      epochs: 3,
      step: 120,
      totalSteps: 120,
      seconds: 60,
      samplesPerSecond: 1000,
      kernel: 'reference',
      architecture: '2-1',
      parameterCount: 3,
      metrics: null,
      weightsSha256: 'e'.repeat(64),
      origin: null,
    },
    evaluated: null,
    ledger: null,
    dataMissing: null,
    alarms: [],
    changes: [],
    bestEpoch: null,
    ...changes,
  }
}

export const none: Scaling = { shift: [0], factor: [1] }

/** A pair for every input, of every sign and size that measuring brings. */
export function perInput(size: number, rng: Rng): Scaling {
  const shift = Array.from({ length: size }, () => rng.normal() * 10 ** rng.below(4))
  return { shift, factor: shift.map(() => 10 ** (4 * rng.uniform() - 2)) }
}

/** Raw inputs that scaling brings to about −2 … 2, each of them a float32; or indexes of words, some of them missing. */
export function inputsFor({ model }: ExportInput, count: number, rng: Rng): number[][] {
  const { inputShape, scaling, vocabulary } = model
  return Array.from({ length: count }, () =>
    Array.from({ length: sizeOf(inputShape) }, (_, i) => {
      if (vocabulary) return rng.below(vocabulary.length + 1) - 1
      const at = scaling.shift.length === 1 ? 0 : i
      return Math.fround((4 * rng.uniform() - 2) / scaling.factor[at]! + scaling.shift[at]!)
    }),
  )
}

/** What the lab itself answers. */
export function predict({ experiment, model, checkpoint }: ExportInput, inputs: readonly number[][]): number[][] {
  const { scaling } = model
  const { parameters } = checkpoint
  const input = inputSignalOf(model)
  return createModel({ experiment, input, scaling, parameters, kernels: referenceKernels }).predict(inputs)
}

/** The largest difference, relative to numbers above 1; NaN counts as infinitely far, unless both are. */
export function distance(found: readonly (readonly number[])[], expected: readonly (readonly number[])[]): number {
  if (found.length !== expected.length) return Infinity
  let largest = 0
  expected.forEach((row, i) => {
    if (found[i]!.length !== row.length) largest = Infinity
    row.forEach((value, j) => {
      const difference = Math.abs(found[i]![j]! - value) / Math.max(1, Math.abs(value))
      largest = Math.max(largest, difference >= 0 ? difference : Infinity)
    })
  })
  return largest
}
