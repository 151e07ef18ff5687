import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parseExperiment } from '../../src-engine/spec.ts'
import type { NewRun } from '../../src-main/store/run-repository.ts'
import { openStore, type Store } from '../../src-main/store/store.ts'

/** A folder of the test's own, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** A store in a real file, closed and removed after the test. */
export function temporaryStore(): { store: Store; file: string } {
  const file = join(temporaryFolder(), 'lab.sqlite')
  const store = openStore(file)
  onTestFinished(() => {
    store.close()
  })
  return { store, file }
}

export const experiment = parseExperiment({
  version: 1,
  name: 'xor',
  dataset: { name: 'xor' },
  network: { layers: [{ type: 'dense', units: 1 }, { type: 'sigmoid' }] },
  loss: 'binary_cross_entropy',
  optimizer: { type: 'sgd', learningRate: 0.5 },
  training: { epochs: 10 },
})

const fingerprint = { sha256: 'f'.repeat(64), count: 4, inputShape: [2], targetShape: [1] }

/** A run of a store that nothing has happened to yet, and its owner. */
export function storedRun(store: Store, changes: Partial<NewRun> = {}): { id: string; owner: string } {
  store.fingerprints.save(fingerprint)
  const owner = store.owners.register(process.pid, Date.now()).id
  const run = store.runs.create(
    {
      experiment,
      directory: null,
      model: {
        inputShape: [2],
        targetShape: [1],
        task: 'classification',
        classNames: null,
        inputNames: null,
        vocabulary: null,
        scaling: { shift: [0], factor: [1] },
      },
      fingerprint: fingerprint.sha256,
      architecture: '2-1',
      parameterCount: 3,
      totalSteps: 10,
      ...changes,
    },
    owner,
    1000,
  )
  return { id: run.id, owner }
}
