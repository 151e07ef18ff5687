import type { ExampleExperiment, RunSummary, SavedExperiment, WeightsContent } from '../../src-main/protocol.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { Language } from '../i18n/messages.ts'
import type { Choice } from './use-destination.ts'

export interface DestinationGroup {
  readonly kind: 'fitting' | 'saved' | 'examples' | 'runs'
  readonly entries: readonly { readonly value: Choice; readonly name: string }[]
}

/** More of a kind nobody scrolls through: the search finds the others. */
const mostEntries = 100

/**
 * What weights can go into besides the drawing board and a file: the runs whose network has as many numbers first, the
 * newest of them first, and after them what there is in the lab.
 *
 * @param nameOf what a run is called
 * @param search words that must all occur in a name
 */
export function destinationGroups(
  content: Pick<WeightsContent, 'tensors'>,
  lab: {
    readonly runs: readonly RunSummary[]
    readonly saved: readonly SavedExperiment[]
    readonly examples: readonly ExampleExperiment[]
  },
  { language, nameOf, search }: { language: Language; nameOf: (run: RunSummary) => string; search: string },
): readonly DestinationGroup[] {
  const numbers = content.tensors.reduce((sum, { found }) => sum + (found ? sizeOf(found) : 0), 0)
  const words = search.toLocaleLowerCase().split(/\s+/)
  const runs = lab.runs.map((run) => ({ value: `run:${run.id}` as const, name: nameOf(run), fits: run.parameterCount === numbers })) // prettier-ignore
  const all: readonly DestinationGroup[] = [
    { kind: 'fitting', entries: runs.filter(({ fits }) => fits) },
    { kind: 'saved', entries: lab.saved.map(({ id, name }) => ({ value: `saved:${id}`, name })) },
    {
      kind: 'examples',
      entries: lab.examples.map(({ file, title }) => ({ value: `example:${file}`, name: title[language] })),
    },
    { kind: 'runs', entries: runs.filter(({ fits }) => !fits) },
  ]
  return all.map(({ kind, entries }) => ({
    kind,
    entries: entries
      .filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)))
      .slice(0, mostEntries)
      .map(({ value, name }) => ({ value, name })),
  }))
}
