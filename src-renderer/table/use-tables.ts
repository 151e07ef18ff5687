import { csvSchema, type CsvSettings } from '../../src-engine/datasets/csv/settings.ts'
import { useHost } from '../host/lab.ts'
import { useText } from '../i18n/use-text.ts'
import { askForTable } from './table-question.ts'

/** Endings of files that hold tables. */
export const tableExtensions = ['csv', 'tsv', 'tab', 'txt', 'gz'] as const

/** The ways a person sets up a table; null where they leave it. */
export function useTables() {
  const { t } = useText()
  const host = useHost()

  /** One that is chosen among the files of the lab's machine. */
  async function open(): Promise<CsvSettings | null> {
    const file = await host.chooseFile({ title: t('table.summary.choose'), extensions: [...tableExtensions] })
    return file === null ? null : openFile(file)
  }

  /** @param file its full path */
  function openFile(file: string): Promise<CsvSettings | null> {
    return askForTable({ spec: csvSchema.parse({ name: 'csv', file }), directory: null, isNew: true })
  }

  /** One whose settings are there already, to look at them again. */
  function setUp(spec: CsvSettings, directory: string | null): Promise<CsvSettings | null> {
    return askForTable({ spec, directory, isNew: Object.keys(spec.columns).length === 0 && spec.target === '' })
  }

  return { open, openFile, setUp }
}
