import { shallowRef, watch } from 'vue'
import type { TableMark, TableRow } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'
import { describeFailure, type Failure } from '../stores/notices.ts'
import type { Table } from './use-table.ts'

/** Rows that are asked for together, and how many of such pages are kept: what is shown takes no more however long the table is. */
const pageRows = 256
const mostPages = 24

/** Columns that are shown; more are for nobody's eyes. */
export const mostShownColumns = 60

/** All rows of a table by their places: the first ones are here, others come from the lab as they come into sight. */
export function useTableRows({ beginning, plan, survey }: Table, where: { file: string; directory: string | null }) {
  const lab = useLab()
  const pages = new Map<number, readonly TableRow[] | 'asked'>()
  /** Another whenever rows have come. */
  const version = shallowRef(0)
  const failure = shallowRef<Omit<Failure, 'id' | 'topic'> | null>(null)

  const first = (): readonly TableRow[] => plan.value?.rows ?? []

  /** How many there are to scroll through: all, once they are counted and can be reached. */
  function count(): number {
    const { found } = survey.state.value
    return found && found.marks.length > 0 ? found.rows : first().length
  }

  function rowAt(index: number): TableRow | null {
    const known = first()[index]
    if (known) return known
    const page = pages.get(Math.floor(index / pageRows))
    return Array.isArray(page) ? ((page as readonly TableRow[])[index % pageRows] ?? null) : null
  }

  /** Asks for those of these rows that are not here. */
  function want(from: number, to: number): void {
    const last = Math.min(to, count() - 1)
    for (let page = Math.floor(from / pageRows); page * pageRows <= last; page++) {
      if (rowAt(Math.max(from, page * pageRows)) === null || rowAt(Math.min(last, (page + 1) * pageRows - 1)) === null)
        void ask(page)
    }
  }

  async function ask(page: number): Promise<void> {
    const mark = markBefore(survey.state.value.found?.marks ?? [], page * pageRows)
    const known = pages.get(page)
    if (known || !mark || !beginning.value) return
    const { delimiter, mtime } = beginning.value
    pages.set(page, 'asked')
    try {
      const { row, ...from } = mark
      const skip = page * pageRows - row
      const wanted = { ...where, delimiter, mtime, from, skip, count: pageRows, columns: mostShownColumns }
      keep(page, await lab.send('readTable', wanted))
      failure.value = null
    } catch (error) {
      pages.delete(page)
      failure.value = describeFailure(error)
    }
  }

  function keep(page: number, rows: readonly TableRow[]): void {
    // Forgotten meanwhile: the table is cut otherwise by now.
    if (pages.get(page) !== 'asked') return
    pages.delete(page)
    pages.set(page, rows)
    const [oldest] = pages.keys()
    if (pages.size > mostPages && oldest !== undefined) pages.delete(oldest)
    version.value++
  }

  watch(
    () => survey.state.value.found?.marks,
    () => {
      pages.clear()
      version.value++
    },
  )

  return { count, rowAt, want, version, failure }
}

/** The last of the marks, sorted by rows, that is not behind a row. */
function markBefore(marks: readonly TableMark[], row: number): TableMark | undefined {
  let [low, high] = [0, marks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle]?.row ?? Infinity) <= row) low = middle + 1
    else high = middle
  }
  return marks[low - 1]
}
