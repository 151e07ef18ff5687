import { parseExperiment } from '../../../src-engine/spec.ts'
import type { Alarm, MetricPoint } from '../../../src-main/protocol.ts'
import { openStore, type Store } from '../../../src-main/store/store.ts'

const epochs = 100
const stepsPerEpoch = 25
const totalSteps = epochs * stepsPerEpoch

/**
 * Fills a database with completed runs through the lab's own repositories: 1,000 points each (400 steps of training loss
 * and accuracy, 100 epochs of validation), scores, three checkpoints, and an alarm or two in every fifth.
 *
 * @returns the ids of the runs
 */
export function storeRuns(database: string, count: number): string[] {
  const store = openStore(database)
  const owner = store.owners.register(process.pid, Date.now()).id
  const ids: string[] = []
  // In blocks: one transaction for each run would wait for the disk a thousand times.
  for (let from = 0; from < count; from += 50) {
    store.transaction(() => {
      for (let i = from; i < Math.min(count, from + 50); i++) ids.push(storeRun(store, owner, i))
    })
  }
  store.owners.remove(owner)
  store.close()
  return ids
}

function storeRun(store: Store, owner: string, i: number): string {
  const fingerprint = { sha256: String(i % 7).repeat(64), count: 1000, inputShape: [1, 28, 28], targetShape: [10] }
  store.fingerprints.save(fingerprint)
  const now = 1_700_000_000_000 + 60_000 * i
  const { id } = store.runs.create(
    {
      experiment: experimentOf(i),
      directory: null,
      model: {
        inputShape: fingerprint.inputShape,
        targetShape: fingerprint.targetShape,
        task: 'classification',
        classNames: Array.from({ length: 10 }, (_, label) => String(label)),
        inputNames: null,
        vocabulary: null,
        scaling: { shift: [0], factor: [1 / 255] },
      },
      fingerprint: fingerprint.sha256,
      architecture: '784-100-10',
      parameterCount: 79_510,
      totalSteps,
    },
    owner,
    now,
  )
  store.runs.setStarted(id, owner, 'simd-relaxed', now + 300)
  const points = pointsOf(i)
  store.metrics.append(id, points)
  store.alarms.save(id, i % 5 === 0 ? alarms : [])
  const position = { epoch: epochs, step: totalSteps, seconds: 1.5 + i / 1000, samplesPerSecond: 60_000 + i }
  store.runs.record(id, owner, position, Object.fromEntries(points.slice(-4).map(({ name, value }) => [name, value])))
  for (const name of ['initial', 'best', 'last']) {
    const bytes = new Uint8Array(1000).fill(i)
    const sha256 = String(i % 10).repeat(64)
    store.checkpoints.save(id, { name, epoch: epochs, step: totalSteps, seconds: 1.5, bytes, sha256 }, now + 2000)
  }
  const score = { loss: 0.1 + i / 10_000, accuracy: 0.97 }
  const metrics = { train: score, validation: score, test: score }
  const weightsSha256 = String(i % 10).repeat(64)
  store.runs.finish(id, owner, { status: 'completed', metrics, weightsSha256, reason: null }, now + 2000)
  return id
}

/** Runs as they come of trying things out: rate, momentum, width and seed differ. */
function experimentOf(i: number) {
  return parseExperiment({
    version: 1,
    name: `Digits, attempt ${i + 1}`,
    seed: i,
    dataset: { name: 'digits', samples: 1000 },
    network: {
      layers: [
        { type: 'dense', units: 50 + 10 * (i % 10), weightInit: { type: 'he_normal' } },
        { type: 'relu' },
        { type: 'dense', units: 10 },
        { type: 'softmax' },
      ],
    },
    loss: 'categorical_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.01 * (1 + (i % 20)), momentum: i % 2 === 0 ? 0.9 : 0 },
    training: { epochs, batchSize: 32 },
  })
}

function pointsOf(i: number): MetricPoint[] {
  const points: MetricPoint[] = []
  const add = (step: number, part: 'train' | 'validation') => {
    const at = { step, epoch: step / stepsPerEpoch }
    const loss = 2.3 * Math.exp(-step / (500 + i)) + 0.05 * Math.abs(Math.sin(step + i))
    points.push({ ...at, name: `${part}.loss`, value: loss }, { ...at, name: `${part}.accuracy`, value: 1 - loss / 3 })
  }
  for (let k = 1; k <= 400; k++) {
    const step = Math.round((k * totalSteps) / 400)
    add(step, 'train')
    if (k % 4 === 0) add(step, 'validation')
  }
  return points
}

const alarms: readonly Alarm[] = [
  {
    kind: 'dead_relu',
    layer: 1,
    step: 64,
    clearedAt: 900,
    evidence: { dead: 60, units: 100, share: 0.6, samples: 128 },
  },
  { kind: 'plateau', layer: null, step: 1200, clearedAt: null, evidence: { loss: 2.2, guessing: 2.3, steps: 800 } },
]
