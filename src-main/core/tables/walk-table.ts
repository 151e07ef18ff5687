import { stat } from 'node:fs/promises'
import type { ExaminationProgress, TableSurvey } from '../../protocol.ts'
import { locate } from '../../files/locate.ts'
import { openTable } from '../../files/table.ts'
import type { TablePlace } from './preview-table.ts'
import { factsOf, surveyTable, type TableCut } from './survey-table.ts'

export interface WalkedTable extends TablePlace, TableCut {
  /** How many columns it has. */
  readonly width: number
}

/**
 * What is in the whole of a table. Large ones take seconds and keep this thread busy: the lab has it done by another one
 * (`inspector.ts`).
 *
 * @throws InputError (path `file`) where it cannot be read to its end
 */
export async function walkTable(
  { file, directory, width, ...cut }: WalkedTable,
  onProgress: (progress: ExaminationProgress) => void,
): Promise<TableSurvey> {
  const table = await openTable(file, directory, ['file'])
  const { isZipped } = table.text
  const { size } = await stat(locate(file, directory, ['file']))
  const { columns, marks, ...counts } = await surveyTable(table, cut, width, (byte) =>
    onProgress({ stage: 'counting', share: isZipped ? null : byte / size }),
  )
  return { ...counts, columns: columns.map(factsOf), marks: isZipped ? [] : marks }
}
