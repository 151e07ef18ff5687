import { forkEngine } from '../core/fork-engine.ts'
import { openLab, type Lab } from '../core/lab.ts'
import { engineEntry, resources } from './places.ts'
import type { GlobalOptions } from './output.ts'

/** Of commands that train: a number of threads for each run, or `auto`; without it the lab's own setting. */
export interface TrainingOptions extends GlobalOptions {
  readonly threads?: number | 'auto'
}

/** Opens the lab for `work` and closes it afterwards, whatever happens. */
export async function withLab<T>({ db, threads }: TrainingOptions, work: (lab: Lab) => Promise<T>): Promise<T> {
  const spawnEngine = forkEngine(engineEntry)
  const lab = openLab({
    database: db,
    resources,
    spawnEngine,
    electronVersion: null,
    ...(threads === undefined ? {} : { threads: threads === 'auto' ? null : threads }),
  })
  try {
    return await work(lab)
  } finally {
    await lab.close()
  }
}
