import { z } from 'zod'
import { commonKeys, fileNameSchema, usualSplit } from '../dataset.ts'

export const delimiterNames = [',', ';', 'tab', '|'] as const

const columnSchema = z.strictObject({
  role: z.enum(['input', 'target', 'ignore']).optional(),
  /** `number`: as it is; `category`: one input or output for each value that occurs. */
  kind: z.enum(['number', 'category']).optional(),
})

export const csvSchema = z.strictObject({
  name: z.literal('csv'),
  file: fileNameSchema,
  /** The column to predict; where it is empty, the columns whose role says so, or else the last one. */
  target: z.string().max(1000).default(''),
  delimiter: z.enum(['auto', ...delimiterNames]).default('auto'),
  /** Whether the first row has the names of the columns; those without are called `column 1`, `column 2` … */
  header: z.enum(['auto', 'yes', 'no']).default('auto'),
  /** What stands between a number's whole and fractional digits. */
  decimal: z.enum(['auto', 'point', 'comma']).default('auto'),
  /** What becomes of a row that lacks a value that is needed. `mean` is that of the training part. */
  missing: z.enum(['error', 'drop', 'mean']).default('error'),
  /** Values that stand for none, in any case of letters; so do infinities where numbers belong. */
  missingMarkers: z.array(z.string().max(100)).max(100).default(['', 'NA', 'N/A', 'NaN', 'null', '?']),
  /** What is not as it is found to be, by the name of the column. */
  columns: z.record(z.string(), columnSchema).default({}),
  /** At most so many rows, from the front of the file. */
  limit: z.int().min(1).optional(),
  ...commonKeys({ split: usualSplit, scale: 'standard' }),
})

export type CsvSettings = z.infer<typeof csvSchema>
export type CsvDelimiter = (typeof delimiterNames)[number]
export type CsvRole = 'input' | 'target' | 'ignore'
export type CsvKind = 'number' | 'category'

/** The character a delimiter's name stands for. */
export function characterOf(delimiter: CsvDelimiter): string {
  return delimiter === 'tab' ? '\t' : delimiter
}
