import type { InspectedColumn, TableInspection } from '../core/tables/inspect-table.ts'
import { formatCount, formatFields, formatTable, formatValue, nothing } from './output.ts'

const delimiterNames = { ',': 'comma', ';': 'semicolon', tab: 'tab', '|': 'vertical bar' } as const

/** Values and names longer than this are cut. */
const maxLength = 24

/** What a table is and what its columns hold, for a person. */
export function describeTable(table: TableInspection): string {
  const { rows, columns, unevenRows } = table
  const fields = formatFields([
    ['Rows', formatCount(rows)],
    ...(unevenRows ? [unevenField(unevenRows)] : []),
    ['Columns', formatCount(columns.length)],
    ['Separated by', delimiterNames[table.delimiter]],
    ['First row', table.header === 'yes' ? 'names of the columns' : 'values'],
    ['Decimal', table.decimal],
  ])
  const described = formatTable(
    ['column', 'role', 'kind', 'missing', 'values'],
    columns.map((column) => [
      cut(column.name),
      describeRole(column),
      column.kind,
      describeMissing(column),
      describeValues(column),
    ]),
  )
  const names = columns.map(({ name }) => cut(name))
  // Values that are too many stand below no name.
  const beyond = Math.max(0, ...table.firstRows.map(({ length }) => length - names.length))
  const first = formatTable(
    [...names, ...Array.from({ length: beyond }, () => '')],
    table.firstRows.map((row) => row.map(cut)),
  )
  const dataset = table.dataset ? [`"dataset": ${JSON.stringify(table.dataset)}`] : []
  return [fields, described, `The first rows:\n${first}`, ...dataset].join('\n\n')
}

function unevenField({ count, firstLine }: NonNullable<TableInspection['unevenRows']>): readonly [string, string] {
  return ['Uneven rows', `${formatCount(count)} with more or fewer values; the first at line ${firstLine}`]
}

const reasons: Partial<Record<InspectedColumn['why'], string>> = {
  row_numbers: 'counts the rows',
  texts: 'texts that hardly repeat',
  different: 'every row differs',
  empty: 'empty',
}

function describeRole({ role, why }: InspectedColumn): string {
  const reason = reasons[why]
  return reason === undefined ? role : `${role} (${reason})`
}

function describeMissing({ missing, infinite }: InspectedColumn): string {
  return infinite > 0 ? `${formatCount(missing)} (${formatCount(infinite)} infinite)` : formatCount(missing)
}

function describeValues({ kind, minimum, maximum, notNumbers, categories, different }: InspectedColumn): string {
  if (kind === 'number') {
    if (minimum === null || maximum === null) return nothing
    const range = `${formatValue(minimum)} to ${formatValue(maximum)}`
    return notNumbers > 0 ? `${range}; ${formatCount(notNumbers)} no numbers` : range
  }
  const shown = categories.slice(0, 5).map(({ value, count }) => `${cut(value)} (${formatCount(count)})`)
  const more = different === null ? 'and many more' : `and ${formatCount(different - shown.length)} more`
  return shown.join(', ') + (different === shown.length ? '' : ` ${more}`)
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line
}
