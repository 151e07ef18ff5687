import { existsSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { formatShape } from '../../src-engine/shape.ts'
import { datasets } from '../../src-engine/registry.ts'
import { readJson } from '../core/experiments.ts'
import { inspectDataset } from '../core/inspect-dataset.ts'
import type { DatasetSummary } from '../protocol.ts'
import { describeWarning } from './describe-warning.ts'
import { CommandFailure, exitCodes, inFile } from './failure.ts'
import { formatCount, formatFields, formatTable, formatValue, print, type GlobalOptions } from './output.ts'

/** `lab datasets list`: every kind of dataset and its settings, with their defaults. */
export function listCommand(options: GlobalOptions): void {
  const kinds = datasets.map(({ name, schema }) => {
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

/** Whether a file is one of MNIST's kind, plain or gzipped: told by its first bytes, since it may be called anything. */
async function holdsIdx(path: string): Promise<boolean> {
  if (!statSync(path).isFile()) return false
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0)
    const [first, second, third] = buffer
    return bytesRead === 3 && ((first === 0x1f && second === 0x8b) || (first === 0 && second === 0 && third === 8))
  } finally {
    await file.close()
  }
}

interface Subject {
  readonly dataset: unknown
  readonly seed: number
  readonly directory: string | null
  /** What to name in messages: the file, or the dataset. */
  readonly source: string
}

/** `lab datasets inspect NAME|FILE`: shapes, classes, ranges, and what would spoil training. */
export async function inspectCommand(name: string, options: GlobalOptions & { readonly seed: number }): Promise<void> {
  const { dataset, seed, directory, source } = await subjectOf(name, options.seed)
  const summary = await inFile(source, () => inspectDataset(dataset, seed, directory))
  print(options, summary, () => describe(summary))
}

/** A dataset by name, that of an experiment file, or the images of an IDX file with the labels beside it. */
async function subjectOf(subject: string, seed: number): Promise<Subject> {
  const isName = datasets.some(({ name }) => name === subject)
  if (isName) return { dataset: { name: subject }, seed, directory: null, source: subject }
  if (!existsSync(subject)) {
    const names = datasets.map(({ name }) => name).join(', ')
    throw new CommandFailure(`There is no dataset or file ${subject}; the datasets are ${names}.`, exitCodes.badInput)
  }
  const directory = dirname(resolve(subject))
  const images = basename(subject)
  const labels = images.replace('images', 'labels').replace('idx3', 'idx1')
  if (await holdsIdx(subject)) {
    if (labels === images || !existsSync(join(directory, labels))) {
      const remedy = 'name them …images-idx3-ubyte and …labels-idx1-ubyte and keep them together'
      throw new CommandFailure(`${subject}: the labels that belong to it were not found; ${remedy}`, exitCodes.badInput)
    }
    return { dataset: { name: 'idx', images, labels }, seed, directory, source: subject }
  }
  const json = await inFile(subject, () => readJson(subject))
  if (typeof json !== 'object' || json === null || !('dataset' in json)) {
    throw new CommandFailure(
      `${subject}: is no experiment; give one with a dataset, or an IDX file`,
      exitCodes.badInput,
    )
  }
  const ownSeed = 'seed' in json && typeof json.seed === 'number' ? json.seed : seed
  return { dataset: json.dataset, seed: ownSeed, directory, source: subject }
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
