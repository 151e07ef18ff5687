import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { z } from 'zod'
import { formatShape } from '../../src-engine/shape.ts'
import { datasets } from '../../src-engine/registry.ts'
import { readJson } from '../core/experiments.ts'
import { inspectDataset } from '../core/inspect-dataset.ts'
import { inspectTable } from '../core/inspect-table.ts'
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
}

/** `lab datasets inspect NAME|FILE`: shapes, classes, ranges, and what would spoil training; of a table, its columns. */
export async function inspectCommand(name: string, options: GlobalOptions & { readonly seed: number }): Promise<void> {
  const { dataset, seed, directory, source } = await subjectOf(name, options.seed)
  if (directory !== null && isTable(dataset)) {
    const table = await inFile(source, () => inspectTable(dataset.file, directory))
    print(options, table, () => describeTable(table))
    return
  }
  const summary = await inFile(source, () => inspectDataset(dataset, seed, directory))
  print(options, summary, () => describe(summary))
}

/** A dataset by name, data from a file or folder, or that of an experiment file. */
async function subjectOf(subject: string, seed: number): Promise<Subject> {
  if (existsSync(subject)) return fileSubject(subject, seed)
  const isName = datasets.some(({ name }) => name === subject)
  if (isName) return { dataset: { name: subject }, seed, directory: null, source: subject }
  const names = datasets.map(({ name }) => name).join(', ')
  throw new CommandFailure(`There is no dataset or file ${subject}; the datasets are ${names}.`, exitCodes.badInput)
}

async function fileSubject(subject: string, seed: number): Promise<Subject> {
  const directory = dirname(resolve(subject))
  const data = await inFile(subject, () => recognizeData(subject))
  if (data !== null) return { dataset: data, seed, directory, source: subject }
  const json = await inFile(subject, () => readJson(subject))
  if (typeof json !== 'object' || json === null || !('dataset' in json)) {
    const remedy = 'give one with a dataset, or a file of data: CSV, TSV, NPY, NPZ, IDX, TXT, or PNG images in folders'
    throw new CommandFailure(`${subject}: is no experiment; ${remedy}`, exitCodes.badInput)
  }
  const ownSeed = 'seed' in json && typeof json.seed === 'number' ? json.seed : seed
  return { dataset: json.dataset, seed: ownSeed, directory, source: subject }
}

/** A table that nothing is said of but its file; with settings it is a dataset like any other. */
function isTable(dataset: unknown): dataset is { readonly file: string } {
  if (typeof dataset !== 'object' || dataset === null || !('name' in dataset) || dataset.name !== 'csv') return false
  return Object.keys(dataset).length === 2 && 'file' in dataset && typeof dataset.file === 'string'
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
  const warnings = summary.warnings.map((finding) => `Warning: ${describeWarning(finding, summary)}.`)
  return [fields, rows ? formatTable(['class', 'samples'], rows) : '', warnings.join('\n')]
    .filter((block) => block !== '')
    .join('\n\n')
}
