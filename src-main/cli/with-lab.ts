import { forkEngine } from '../core/fork-engine.ts'
import { openLab, type Lab } from '../core/lab.ts'
import { engineEntry, resources } from './places.ts'
import type { GlobalOptions } from './output.ts'

/** Opens the lab for `work` and closes it afterwards, whatever happens. */
export async function withLab<T>({ db }: GlobalOptions, work: (lab: Lab) => Promise<T>): Promise<T> {
  const spawnEngine = forkEngine(engineEntry)
  const lab = openLab({ database: db, resources, spawnEngine, electronVersion: null })
  try {
    return await work(lab)
  } finally {
    await lab.close()
  }
}
