import type { Experiment, SavedExperiment } from '../../protocol.ts'
import type { Store } from '../../store/store.ts'

/** Keeps an experiment in the lab, unless the very same is there. */
export function saveOnce(
  store: Store,
  experiment: Experiment,
  directory: string | null,
  now: number,
): { readonly added: boolean; readonly experiment: SavedExperiment } {
  const present = findSame(store, experiment)
  if (present) return { added: false, experiment: present }
  return { added: true, experiment: store.experiments.save(null, experiment, directory, now) }
}

/** The saved experiment that says the very same; null where there is none. */
export function findSame(store: Store, experiment: Experiment): SavedExperiment | null {
  const text = JSON.stringify(experiment)
  return store.experiments.list().find((saved) => JSON.stringify(saved.experiment) === text) ?? null
}
