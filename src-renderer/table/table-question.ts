import { shallowRef } from 'vue'
import type { CsvSettings } from '../../src-engine/datasets/csv/settings.ts'

/** A table to be set up as data. */
export interface TableToSetUp {
  readonly spec: CsvSettings
  /** The folder its file's name is relative to. */
  readonly directory: string | null
  /** Whether nobody has set anything yet, so that all of it may be guessed. */
  readonly isNew: boolean
}

export interface TableQuestion extends TableToSetUp {
  answer(spec: CsvSettings | null): void
}

/** The table that is set up now, or null. There is one dialog, as there is one person. */
export const tableQuestion = shallowRef<TableQuestion | null>(null)

/** Asks the person how a table is to be read; null if they would rather not. A question still open is answered so. */
export function askForTable(table: TableToSetUp): Promise<CsvSettings | null> {
  tableQuestion.value?.answer(null)
  return new Promise((resolve) => {
    tableQuestion.value = {
      ...table,
      answer(spec) {
        tableQuestion.value = null
        resolve(spec)
      },
    }
  })
}
