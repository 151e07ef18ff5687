import { inEnglish, type Sentence } from '../../src-engine/sentence.ts'

/** Options that every command has, before or after its name. */
export interface GlobalOptions {
  /** The database file. */
  readonly db: string
  /** Exactly one JSON document on stdout, and nothing else there. */
  readonly json: boolean
}

/** A run as the terminal and its JSON tell it: with its reason in English. */
export function told<T extends { readonly reason: Sentence | null }>(
  run: T,
): Omit<T, 'reason'> & { reason: string | null } {
  return { ...run, reason: run.reason && inEnglish(run.reason) }
}

/** Prints the document, or what a person would rather read. */
export function print({ json }: GlobalOptions, document: unknown, text: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(document) : text()}\n`)
}

/** Rows under their headings, columns aligned; numbers to the right. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return headings.join('  ')
  const columns = headings.map((heading, i) => {
    const cells = rows.map((row) => row[i] ?? '')
    return {
      width: Math.max(...[heading, ...cells].map(widthOf)),
      isNumeric: cells.every((cell) => /^[-+#]?[\d.,\s]*\d( ?[%a-z]{1,2})?$|^–?$/.test(cell)),
    }
  })
  const line = (cells: readonly string[]) =>
    columns
      .map(({ width, isNumeric }, i) => {
        const cell = cells[i] ?? ''
        const gap = ' '.repeat(width - widthOf(cell))
        return isNumeric ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd()
  return [headings, ...rows].map(line).join('\n')
}

/** `label  value` lines, values aligned. */
export function formatFields(fields: readonly (readonly [label: string, value: string])[]): string {
  const width = Math.max(...fields.map(([label]) => widthOf(label)))
  return fields.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n')
}

export const nothing = '–'

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

export function formatCount(value: number): string {
  return counts.format(value)
}

/** Four significant digits, however large or small. */
export function formatValue(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  return size >= 0.001 && size < 100_000 ? String(Number(value.toPrecision(4))) : value.toExponential(3)
}

export function formatShare(value: number | null): string {
  return value === null ? nothing : `${(100 * value).toFixed(2)} %`
}

/** `0.42 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** In characters of any script, each taken to be one cell wide. */
function widthOf(text: string): number {
  return Array.from(text).length
}
