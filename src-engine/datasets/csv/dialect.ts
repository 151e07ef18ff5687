import { characterOf, delimiterNames, type CsvDelimiter } from './settings.ts'
import { readNumber, type Decimal } from './values.ts'

/**
 * What separates the columns of a text: the delimiter that cuts its lines into the same number of parts, the more
 * the better; a comma where nothing does.
 *
 * @param head the first lines; the last one may be cut off
 */
export function guessDelimiter(head: string): CsvDelimiter {
  const lines = unquotedLines(head)
  const complete = lines.length > 1 ? lines.slice(0, -1) : lines
  const full = complete.filter((line) => line.trim() !== '')
  const scores = delimiterNames.map((delimiter) => {
    const counts = full.map((line) => line.split(characterOf(delimiter)).length)
    const first = counts[0] ?? 1
    const alike = counts.filter((count) => count === first).length
    return { delimiter, score: first === 1 ? 0 : (alike / counts.length) ** 2 * Math.log(first) }
  })
  return scores.toSorted((a, b) => b.score - a.score)[0]?.delimiter ?? ','
}

/** The lines of a text without what stands in quotes, where delimiters and line ends mean nothing. */
function unquotedLines(text: string): string[] {
  return text
    .split('"')
    .filter((_, i) => i % 2 === 0)
    .join('')
    .split(/\r\n|\n|\r/)
}

/**
 * What stands between the whole and the fractional digits: a comma where values such as `3,14` occur and none such as
 * `3.14`, and where a comma does not separate columns.
 */
export function guessDecimal(rows: readonly (readonly string[])[], delimiter: CsvDelimiter): Decimal {
  if (delimiter === ',') return 'point'
  const values = rows.flat()
  const hasOnly = (decimal: Decimal, sign: string) =>
    values.some((value) => value.includes(sign) && !Number.isNaN(readNumber(value, decimal)))
  return hasOnly('comma', ',') && !hasOnly('point', '.') ? 'comma' : 'point'
}
