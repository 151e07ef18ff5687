import { computed, onBeforeUnmount, shallowRef, watch } from 'vue'
import type { CsvDelimiter } from '../../src-engine/datasets/csv/settings.ts'
import type { TableBeginning } from '../../src-main/protocol.ts'
import { useExamination } from '../data/use-examination.ts'
import { useLook } from '../data/use-look.ts'
import { useLab } from '../host/lab.ts'
import { describeFailure, type Failure } from '../stores/notices.ts'
import { draftOf, planTable, type TableDraft } from './table-plan.ts'
import type { TableToSetUp } from './table-question.ts'

/**
 * A table being set up: its first rows and what comes of them follow every choice at once; then all of it is walked
 * through in the lab, and what is chosen examined with all rows.
 */
export function useTable({ spec, directory, isNew }: TableToSetUp) {
  const lab = useLab()
  const draft = shallowRef<TableDraft>({ ...draftOf(spec), ...(isNew ? { missing: null } : {}) })
  const beginning = shallowRef<TableBeginning | null>(null)
  const failure = shallowRef<Omit<Failure, 'id' | 'topic'> | null>(null)
  let gone = false

  const plan = computed(() => beginning.value && planTable(beginning.value, draft.value))

  async function read(delimiter: CsvDelimiter | 'auto'): Promise<void> {
    try {
      const found = await lab.send('previewTable', { file: spec.file, directory, delimiter })
      if (gone || delimiter !== draft.value.delimiter) return
      beginning.value = found
      failure.value = null
    } catch (error) {
      if (gone) return
      beginning.value = null
      failure.value = describeFailure(error)
    }
  }

  watch(
    () => draft.value.delimiter,
    (delimiter) => void read(delimiter),
    { immediate: true },
  )
  onBeforeUnmount(() => (gone = true))

  const survey = useLook(
    () => {
      if (!beginning.value || !plan.value || beginning.value.problem) return null
      const { delimiter, decimal, header, columns } = plan.value.guess
      const { missingMarkers } = draft.value
      const cut = { delimiter, decimal, header, missingMarkers, width: columns.length }
      return { subject: delimiter + header, file: spec.file, directory, ...cut }
    },
    ({ subject: _, ...table }, ticket) => lab.send('surveyTable', { ...table, ticket }),
  )
  // One after the other: both take a core, and the second reads what the first has found to be readable.
  const examination = useExamination(() => {
    if (!survey.state.value.found || !beginning.value || !plan.value) return null
    const { spec: chosen, outcome } = plan.value
    // What keeps the first rows from being data may be cured by later ones.
    if (!outcome.dataset && beginning.value.isWhole) return null
    return { subject: 'table', spec: chosen, seed: 1, directory, version: 0 }
  })

  return {
    draft,
    beginning: computed(() => beginning.value),
    failure: computed(() => failure.value),
    plan,
    survey,
    examination,
    edit: (next: TableDraft): void => void (draft.value = next),
  }
}

export type Table = ReturnType<typeof useTable>
