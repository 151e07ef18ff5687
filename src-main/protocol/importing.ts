import type { SavedExperiment } from './experiments.ts'
import type { RunImport, RunSummary } from './runs.ts'

/** What was read from a file. */
export type ImportReport =
  /** `added` is false where the very same experiment was there already. */
  | { readonly kind: 'experiment'; readonly added: boolean; readonly experiment: SavedExperiment }
  | { readonly kind: 'weights'; readonly run: RunSummary; readonly imported: RunImport }
  /** `experiments`: how many saved ones were added. */
  | { readonly kind: 'archive'; readonly runs: readonly ImportedRun[]; readonly experiments: number }

export interface ImportedRun {
  readonly run: RunSummary
  /** Its id in the archive. */
  readonly archivedId: string
  /** `copied`: a run of that id but with other content was there, which is kept; this one has an id of its own. */
  readonly outcome: 'added' | 'copied' | 'present'
}
