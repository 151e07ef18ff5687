import { z } from 'zod'
import { commonKeys, fileNameSchema, scaleSchema, usualSplit } from '../dataset.ts'

export const delimiterNames = [',', ';', 'tab', '|'] as const

/** What becomes of a row that lacks a value. `mean`: it gets that of the training part, or of categories none. */
const missingSchema = z.enum(['error', 'drop', 'mean'])

const columnSchema = z.strictObject({
  role: z.enum(['input', 'target', 'ignore']).optional(),
  /** `number`: as it is; `category`: one input or output for each value that occurs. */
  kind: z.enum(['number', 'category']).optional(),
  /** In place of what is set for the whole table. */
  missing: missingSchema.optional(),
  scale: scaleSchema.optional(),
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
  /** Of values that are needed. A row that is dropped for one is no error for another. */
  missing: missingSchema.default('error'),
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
export type CsvMissing = z.infer<typeof missingSchema>
/** What is said of one column. */
export type CsvColumn = z.infer<typeof columnSchema>

/** The character a delimiter's name stands for. */
export function characterOf(delimiter: CsvDelimiter): string {
  return delimiter === 'tab' ? '\t' : delimiter
}
