import { useDataActions } from '../data/use-data-actions.ts'
import { useText } from '../i18n/use-text.ts'
import { useImporting } from '../stores/importing.ts'
import { useNotices } from '../stores/notices.ts'

/** Data that came where weights and experiments are brought in goes on to Data. */
export function useDataFile() {
  const { t } = useText()
  const importing = useImporting()
  const notices = useNotices()
  const data = useDataActions()

  /** Opens the file in Data; of one that was sent it is told where it lies now. */
  async function openInData(): Promise<void> {
    const left = await importing.leaveAsData()
    if (!left) return
    await data.openPath(left.path)
    // The wizard of a table would have covered it.
    if (left.isKept) notices.tell(t('carrying.import.kept', { path: left.path }))
  }

  /** Brings a file in; data is opened in Data at once. */
  async function bring(file: File): Promise<void> {
    await importing.bring(file)
    if (importing.isData) await openInData()
  }

  return { bring, openInData }
}
