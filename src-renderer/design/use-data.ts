import { shallowRef, watch, type ShallowRef } from 'vue'
import { datasetSchema, type DatasetSpec } from '../../src-engine/datasets/index.ts'
import type { Problem } from '../../src-engine/problem.ts'
import { useLab } from '../host/lab.ts'
import { LabFailure } from '../host/lab-failure.ts'
import { useConnection } from '../stores/connection.ts'
import { drawDataset, type DataState } from './data.ts'
import { datasetForms } from './forms/datasets.ts'
import { verbatim } from '../../src-engine/sentence.ts'

export interface DataSource {
  readonly spec: DatasetSpec
  readonly seed: number
  readonly directory: string | null
  /** Another where files may have come since. */
  readonly version: number
}

/** The lab is asked once a person has stopped moving a slider for this long, in milliseconds. */
export const inspectAfter = 250

/**
 * Follows the data of a draft: sets that are drawn are here at once, for everything else and for the counts the lab is
 * asked. What was known stays until something else has come.
 */
export function useData(source: () => DataSource): Readonly<ShallowRef<DataState>> {
  const lab = useLab()
  const connection = useConnection()
  const state = shallowRef<DataState>({ status: 'loading', facts: null, dataset: null, summary: null, problems: [] })
  let shownKind: DatasetSpec['name'] | null = null
  let ticket = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function follow({ spec, seed, directory }: Omit<DataSource, 'version'>): void {
    ticket++
    clearTimeout(timer)
    const { facts } = state.value
    // The look at data of the same kind stays until the new one is here; that of another kind would mislead.
    const summary = spec.name === shownKind ? state.value.summary : null
    shownKind = spec.name
    // What breaks the schema is the draft's own problem; there is nothing to load until it is mended.
    if (!datasetSchema.safeParse(spec).success) {
      state.value = failed([])
      return
    }
    if (datasetForms[spec.name].loads === 'page') {
      const drawn = drawDataset(spec, seed)
      if ('problems' in drawn) {
        state.value = failed(drawn.problems)
        return
      }
      const { dataset } = drawn
      state.value = { status: 'ready', facts: dataset, dataset, summary, problems: [] }
    } else {
      state.value = { status: 'loading', facts, dataset: null, summary, problems: [] }
    }
    timer = setTimeout(() => void inspect(spec, seed, directory, ticket), inspectAfter)
  }

  async function inspect(spec: DatasetSpec, seed: number, directory: string | null, mine: number): Promise<void> {
    try {
      const summary = await lab.send('inspectDataset', { dataset: spec, seed, directory })
      if (mine !== ticket) return
      state.value = { ...state.value, status: 'ready', facts: state.value.dataset ?? summary, summary }
    } catch (error) {
      if (!(error instanceof LabFailure)) throw error
      // Without a connection the question waits: it is asked again when there is one.
      if (mine !== ticket || error.code === 'disconnected') return
      const problems =
        error.problems.length > 0
          ? error.problems
          : [{ path: ['dataset'], message: error.sentence, remedy: verbatim('') }]
      state.value = failed(problems)
    }
  }

  watch(
    [
      () => source().spec,
      () => source().seed,
      () => source().directory,
      () => source().version,
      () => connection.state.kind === 'connected',
    ],
    () => follow(source()),
    { immediate: true },
  )

  return state
}

/** Of data that cannot be had nothing is known: shapes of the data before would call for the wrong cure. */
const failed = (problems: readonly Problem[]): DataState => ({
  status: 'failed',
  facts: null,
  dataset: null,
  summary: null,
  problems,
})
