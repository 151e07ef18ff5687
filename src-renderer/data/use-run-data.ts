import type { RunSummary } from '../../src-main/protocol.ts'
import { useText } from '../i18n/use-text.ts'
import { fileName } from './data-entry.ts'

type DataOfRun = Pick<RunSummary, 'dataset' | 'source'>

/** What the data of runs is called where there is little room, in the person's language. */
export function useRunData() {
  const { t, has } = useText()

  function kind({ dataset }: Pick<DataOfRun, 'dataset'>): string {
    const key = `design.datasets.${dataset}`
    return has(key) ? t(key) : dataset
  }

  /** A file or folder by its name, a set that was downloaded by its own; everything else by its kind. */
  function name(run: DataOfRun): string {
    if (run.source === null) return kind(run)
    const key = `downloads.names.${run.source}`
    return run.dataset === 'mnist' && has(key) ? t(key) : fileName(run.source)
  }

  /** The name, and of which kind it is. */
  function described(run: DataOfRun): string {
    return run.source === null || run.dataset === 'mnist' ? name(run) : `${name(run)} · ${kind(run)}`
  }

  /** The same, and where the experiment says more of the file than its name, all it says. */
  function about(run: DataOfRun): string {
    const isPath = run.source !== null && run.dataset !== 'mnist' && fileName(run.source) !== run.source
    return isPath ? `${described(run)}\n${run.source}` : described(run)
  }

  return { name, described, about }
}
