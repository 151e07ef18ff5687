import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { z } from 'zod'
import { formatShape } from '../../src-engine/shape.ts'
import { datasetSchema } from '../../src-engine/datasets/index.ts'
import { datasets } from '../../src-engine/registry.ts'
import { readJson } from '../core/experiments.ts'
import { inspectDataset } from '../core/inspect-dataset.ts'
import { inspectTable } from '../core/tables/inspect-table.ts'
import { recognizeData } from '../core/recognize-data.ts'
import type { DatasetSummary } from '../protocol.ts'
import { describeTable } from './describe-table.ts'
import { describeWarning } from './describe-warning.ts'
import { CommandFailure, exitCodes, inFile } from './failure.ts'
import { formatCount, formatFields, formatTable, formatValue, print, type GlobalOptions } from './output.ts'

/** `lab datasets list`: every kind of dataset and its settings, with their defaults. */
export function listCommand(options: GlobalOptions): void {
  const kinds = datasets.map((type) => {
    const { name } = type
    const schema: z.ZodObject = type.schema
    const keys = Object.keys(schema.shape).filter((key) => key !== 'name')
    const defaults = schema.safeParse({ name })
    const values: Record<string, unknown> = defaults.success ? defaults.data : {}
    return { name, settings: Object.fromEntries(keys.map((key) => [key, values[key] ?? null])) }
  })
  print(options, { datasets: kinds }, () =>
    formatTable(
      ['name', 'settings'],
      kinds.map(({ name, settings }) => [name, Object.entries(settings).map(describeSetting).join(', ')]),
    ),
  )
}

function describeSetting([key, value]: [string, unknown]): string {
  if (value === null) return key
  return `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`
}

interface Subject {
  readonly dataset: unknown
  readonly seed: number
  readonly directory: string | null
  /** What to name in messages: the file, or the dataset. */
  readonly source: string
  /** The file of a table that nothing else is said of; null of anything else. */
  readonly table: string | null
}

/** `lab datasets inspect NAME|FILE`: shapes, classes, ranges, and what would spoil training; of a table, its columns, then whether it can be trained on. */
export async function inspectCommand(name: string, options: GlobalOptions & { readonly seed: number }): Promise<void> {
  const { dataset, seed, directory, source, table } = await subjectOf(name, options.seed)
  if (table !== null && directory !== null) {
    await inFile(source, async () => {
      const { inspection, problem } = await inspectTable(table, directory)
      print(options, inspection, () => describeTable(inspection))
      if (problem) throw problem
      const summary = await inspectDataset(inspection.dataset, seed, directory)
      const warnings = warningsOf(summary)
      if (warnings !== '') process.stderr.write(`\n${warnings}\n`)
    })
    return
  }
  const summary = await inFile(source, () => inspectDataset(dataset, seed, directory))
  print(options, summary, () => describe(summary))
}

/** A dataset by name, data from a file or folder, or that of an experiment file. */
async function subjectOf(subject: string, seed: number): Promise<Subject> {
  const isName = datasets.some(({ name }) => name === subject)
  // A folder may well be called images: a name that is not enough for data gives way to it.
  const isEnough = datasetSchema.safeParse({ name: subject }).success
  if (!isEnough && existsSync(subject)) return fileSubject(subject, seed)
  if (isName) return { dataset: { name: subject }, seed, directory: null, source: subject, table: null }
  const names = datasets.map(({ name }) => name).join(', ')
  throw new CommandFailure(`There is no dataset or file ${subject}; the datasets are ${names}.`, exitCodes.badInput)
}

async function fileSubject(subject: string, seed: number): Promise<Subject> {
  const directory = dirname(resolve(subject))
  const data = await inFile(subject, () => recognizeData(subject))
  if (data !== null) {
    const table = data.name === 'csv' ? basename(resolve(subject)) : null
    return { dataset: data, seed, directory, source: subject, table }
  }
  const json = await inFile(subject, () => readJson(subject))
  if (typeof json !== 'object' || json === null || !('dataset' in json)) {
    const remedy = 'give one with a dataset, or a file of data: CSV, TSV, NPY, NPZ, IDX, TXT, or PNG images in folders'
    throw new CommandFailure(`${subject}: is no experiment; ${remedy}`, exitCodes.badInput)
  }
  const ownSeed = 'seed' in json && typeof json.seed === 'number' ? json.seed : seed
  return { dataset: json.dataset, seed: ownSeed, directory, source: subject, table: null }
}

/** What would spoil training, one line each. */
export function warningsOf(summary: DatasetSummary): string {
  return summary.warnings.map((finding) => `Warning: ${describeWarning(finding, summary)}.`).join('\n')
}

function describe(summary: DatasetSummary): string {
  const { inputRange, parts, classCounts } = summary
  const fields = formatFields([
    ['Samples', formatCount(summary.count)],
    [
      'Parts',
      `${formatCount(parts.train)} train, ${formatCount(parts.validation)} validation, ${formatCount(parts.test)} test`,
    ],
    ['Input', formatShape(summary.inputShape) + (summary.inputNames ? ` (${summary.inputNames.join(', ')})` : '')],
    ['Target', formatShape(summary.targetShape)],
    ['Task', summary.task],
    [
      'Range',
      `${formatValue(inputRange.minimum)} to ${formatValue(inputRange.maximum)}, mean ${formatValue(inputRange.mean)}`,
    ],
    ['SHA-256', summary.fingerprint.sha256],
  ])
  const rows = classCounts?.map((count, i) => [summary.classNames?.[i] ?? String(i), formatCount(count)])
  return [fields, rows ? formatTable(['class', 'samples'], rows) : '', warningsOf(summary)]
    .filter((block) => block !== '')
    .join('\n\n')
}
