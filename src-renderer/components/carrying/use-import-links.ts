import { computed } from 'vue'
import { useOpening } from '../../design/use-opening.ts'
import { useText } from '../../i18n/use-text.ts'
import { useImporting } from '../../stores/importing.ts'
import { useNavigation } from '../../stores/navigation.ts'
import { useRunsTable } from '../../stores/runs-table.ts'

/** Where what was imported can be looked at. */
export function useImportLinks() {
  const { t } = useText()
  const importing = useImporting()
  const navigation = useNavigation()
  const table = useRunsTable()
  const opening = useOpening()

  function openRun(runId: string): void {
    importing.close()
    navigation.go('train', runId)
  }

  function openRuns(runIds: readonly string[], file: string): void {
    importing.close()
    table.showOnly(runIds, t('carrying.import.archiveLabel', { file }))
    navigation.go('runs')
  }

  /** Null where there is nothing to look at: an archive without runs. */
  const main = computed((): { readonly label: string; readonly go: () => void } | null => {
    const { report } = importing
    switch (report?.kind) {
      case undefined:
        return null
      case 'weights': {
        const { id } = report.run
        return { label: t('carrying.import.openRun'), go: () => openRun(id) }
      }
      case 'experiment': {
        const { experiment, directory, id } = report.experiment
        return {
          label: t('carrying.import.openDesign'),
          go() {
            importing.close()
            opening.open({ experiment, directory, savedId: id })
          },
        }
      }
      case 'archive': {
        const ids = report.runs.map(({ run }) => run.id)
        const [only] = ids
        if (only === undefined) return null
        if (ids.length === 1) return { label: t('carrying.import.openRun'), go: () => openRun(only) }
        const name = importing.inspection?.name ?? ''
        return { label: t('carrying.import.openRuns'), go: () => openRuns(ids, name) }
      }
    }
  })

  return { main, openRun }
}
