import { parseExperiment } from '../../../src-engine/spec.ts'
import type { MetricName, MetricPoint, RunDetails, RunSummary } from '../../../src-main/protocol.ts'

/** A completed classification run; every field can be replaced. */
export function sampleRun(values: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'r00000001',
    number: 1,
    name: 'Digits 784-100-10',
    status: 'completed',
    createdAt: 1_790_000_000_000,
    startedAt: 1_790_000_001_000,
    finishedAt: 1_790_000_031_000,
    epoch: 5,
    epochs: 5,
    step: 1250,
    totalSteps: 1250,
    seconds: 30,
    samplesPerSecond: 1333,
    stepsPerSecond: null,
    kernel: 'reference',
    precision: 'float32',
    architecture: '784-100-10',
    dataset: 'digits',
    source: null,
    parameterCount: 79_510,
    latest: { 'train.loss': 0.12, 'train.accuracy': 0.97, 'validation.loss': 0.2, 'validation.accuracy': 0.94 },
    metrics: {
      train: { loss: 0.11, accuracy: 0.972 },
      validation: { loss: 0.2, accuracy: 0.94 },
      test: { loss: 0.21, accuracy: 0.938 },
    },
    weightsSha256: 'a'.repeat(64),
    reason: null,
    tags: [],
    note: '',
    origin: null,
    imported: null,
    ...values,
  }
}

export function sampleDetails(run: RunSummary = sampleRun()): RunDetails {
  const checkpoint = { bytes: 1000, sha256: 'b'.repeat(64), createdAt: run.createdAt }
  return {
    ...run,
    experiment: parseExperiment({
      version: 1,
      name: run.name,
      seed: 1,
      dataset: { name: 'xor' },
      network: { layers: [{ type: 'sigmoid' }] },
      loss: 'mean_squared_error',
      optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
      training: {
        epochs: run.epochs,
        batchSize: 32,
        precision: run.precision,
      },
    }),
    directory: null,
    model: {
      inputShape: [784],
      targetShape: [10],
      task: 'classification',
      classNames: null,
      inputNames: null,
      vocabulary: null,
      scaling: { shift: [0], factor: [1] },
    },
    fingerprint: { sha256: 'c'.repeat(64), count: 10_000, inputShape: [784], targetShape: [10] },
    checkpoints: [
      { ...checkpoint, name: 'initial', epoch: 0, step: 0 },
      { ...checkpoint, name: 'best', epoch: 4, step: 1000 },
      { ...checkpoint, name: 'last', epoch: run.epoch, step: run.step },
    ],
    alarms: [],
    changes: [],
    engineVersion: '0.1.0',
    missing: [],
  }
}

export function samplePoint(name: MetricName, step: number, value: number): MetricPoint {
  return { name, step, epoch: step / 250, value }
}
