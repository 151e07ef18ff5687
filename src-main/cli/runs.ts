import { basename, resolve } from 'node:path'
import type { RunComparison, RunDetails, RunSummary } from '../protocol.ts'
import { describeAlarms } from './alarms.ts'
import { CommandFailure, exitCodes, valueOf } from './failure.ts'
import {
  formatCount,
  formatFields,
  formatSeconds,
  formatShare,
  formatTable,
  formatValue,
  nothing,
  print,
  told,
  type GlobalOptions,
} from './output.ts'
import { describeMetrics } from './train.ts'
import { withLab } from './with-lab.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

/** `lab runs list` */
export function listCommand(options: GlobalOptions): Promise<void> {
  return withLab(options, async (lab) => {
    const connection = valueOf(await lab.request('connect', { after: null }))
    const runs = connection.kind === 'snapshot' ? connection.snapshot.runs : []
    print(options, { runs: runs.map(told) }, () =>
      runs.length === 0 ? 'There are no runs yet: lab train EXPERIMENT.json' : describeRuns(runs),
    )
  })
}

/** `lab runs show RUN` */
export function showCommand(runId: string, options: GlobalOptions): Promise<void> {
  return withLab(options, async (lab) => {
    const run = valueOf(await lab.request('getRun', { runId }))
    print(options, told(run), () => describeRun(run))
  })
}

/** `lab runs compare RUN RUN…` */
export function compareCommand(runIds: readonly string[], options: GlobalOptions): Promise<void> {
  return withLab(options, async (lab) => {
    const comparison = valueOf(await lab.request('compareRuns', { runIds: [...runIds], maxPoints: 1000 }))
    print(options, { ...comparison, runs: comparison.runs.map(told) }, () => describeComparison(comparison))
  })
}

/** `lab runs rename RUN NAME` */
export function renameCommand(runId: string, name: string, options: GlobalOptions): Promise<void> {
  return withLab(options, async (lab) => {
    const run = valueOf(await lab.request('renameRun', { runId, name }))
    print(options, told(run), () => `Run #${run.number} is now called ${run.name}.`)
  })
}

/** `lab runs tag RUN TAG…` */
export function tagCommand(runId: string, tags: readonly string[], options: GlobalOptions): Promise<void> {
  return withLab(options, async (lab) => {
    const run = valueOf(await lab.request('tagRun', { runId, tags: [...tags] }))
    const tagged = run.tags.length === 0 ? 'has no tags' : `is tagged ${run.tags.join(', ')}`
    print(options, told(run), () => `Run #${run.number} (${run.name}) ${tagged}.`)
  })
}

/** `lab runs note RUN TEXT` */
export function noteCommand(runId: string, note: string, options: GlobalOptions): Promise<void> {
  return withLab(options, async (lab) => {
    const run = valueOf(await lab.request('noteRun', { runId, note }))
    print(
      options,
      told(run),
      () => `Run #${run.number} (${run.name}) has ${run.note === '' ? 'no note.' : `the note: ${run.note}`}`,
    )
  })
}

/** `lab runs data RUN FILE…` */
export function dataCommand(runId: string, files: readonly string[], options: GlobalOptions): Promise<void> {
  return withLab(options, async (lab) => {
    const { id, number, name, missing } = valueOf(await lab.request('getRun', { runId }))
    if (files.length !== missing.length) {
      const wanted =
        missing.length === 0 ? 'nothing of its data is missing' : `it needs ${namesOf(missing)}, in this order`
      throw new CommandFailure(`Run #${number} (${name}): ${wanted}.`, exitCodes.badInput)
    }
    const data = Object.fromEntries(missing.map(({ key }, i) => [key, resolve(files[i] as string)]))
    const run = valueOf(await lab.request('pointRunToData', { runId: id, data }))
    print(options, told(run), () => `Run #${number} (${name}) has its data again.`)
  })
}

const namesOf = (missing: RunDetails['missing']): string => missing.map((file) => file.name).join(', ')

/** `lab runs delete RUN` */
export function deleteCommand(references: readonly string[], options: GlobalOptions): Promise<void> {
  return withLab(options, async (lab) => {
    const named = new Map<string, RunDetails>()
    for (const runId of references) {
      const run = valueOf(await lab.request('getRun', { runId }))
      named.set(run.id, run)
    }
    const runs = [...named.values()]
    for (const { id } of runs) valueOf(await lab.request('deleteRun', { runId: id }))
    const [first, ...more] = runs.map(({ id }) => ({ runId: id, deleted: true }))
    print(options, more.length === 0 ? first : { runs: [first, ...more] }, () =>
      runs.map(({ number, name }) => `Run #${number} (${name}) is deleted.`).join('\n'),
    )
  })
}

function describeRuns(runs: readonly RunSummary[]): string {
  const headings = [
    'run',
    'id',
    'name',
    'status',
    'network',
    'data',
    'epochs',
    'train loss',
    'val. acc.',
    'test acc.',
    'time',
    'came from',
  ]
  const rows = runs.map((run) => [
    `#${run.number}`,
    run.id,
    shorten(run.name, 32),
    run.status,
    run.architecture,
    shorten(nameOfData(run), 24),
    `${run.epoch}/${run.epochs}`,
    formatOptional(run.metrics?.train?.loss ?? run.latest['train.loss']),
    formatShare(run.metrics?.validation?.accuracy ?? run.latest['validation.accuracy'] ?? null),
    formatShare(run.metrics?.test?.accuracy ?? null),
    formatSeconds(run.seconds),
    shorten(originOf(run), 32),
  ])
  // Most labs have no run that began elsewhere.
  const shown = rows.every((row) => row.at(-1) === '') ? -1 : undefined
  return formatTable(
    headings.slice(0, shown),
    rows.map((row) => row.slice(0, shown)),
  )
}

/** The file, folder or set that data is brought from; of all other data its kind. */
function nameOfData({ dataset, source }: RunSummary): string {
  return source === null ? dataset : basename(source)
}

/** Where its first weights are from, in as few words as can be; empty where they are its own. */
function originOf({ imported, origin }: RunSummary): string {
  if (imported) return imported.file
  return origin ? `#${origin.number} ${origin.checkpoint}` : ''
}

function describeRun(run: RunDetails): string {
  const { optimizer, loss, training } = run.experiment
  const fields = formatFields([
    ['Run', `#${run.number} (${run.id}) ${run.name}`],
    ['Status', run.reason === null ? run.status : `${run.status}: ${inEnglish(run.reason)}`],
    ['Network', `${run.architecture}, ${formatCount(run.parameterCount)} parameters, ${run.precision}`],
    ['Data', `${run.source === null ? '' : `${run.source}, `}${run.dataset}, ${describeData(run.fingerprint)}`],
    ...(run.missing.length > 0 ? [['Not found', namesOf(run.missing)] as const] : []),
    ['Training', `${loss}, ${JSON.stringify(optimizer)}, batch ${training.batchSize}, seed ${run.experiment.seed}`],
    ['Epochs', `${run.epoch} of ${run.epochs} (${formatCount(run.step)} steps)`],
    ['Time', `${formatSeconds(run.seconds)} (${formatCount(run.samplesPerSecond)} samples/s)`],
    ['Begun', run.startedAt === null ? nothing : new Date(run.startedAt).toLocaleString()],
    ['Engine', `${run.engineVersion}, ${run.kernel ?? nothing}`],
    ...(run.imported ? [['Read from', describeImport(run.imported)] as const] : []),
    ...(run.origin ? [['Began from', describeOrigin(run.origin)] as const] : []),
    ...(run.tags.length > 0 ? [['Tags', run.tags.join(', ')] as const] : []),
    ...(run.note === '' ? [] : [['Note', run.note] as const]),
    ['Weights', run.weightsSha256 === null ? nothing : `SHA-256 ${run.weightsSha256}`],
  ])
  const checkpoints = formatTable(
    ['checkpoint', 'epoch', 'step', 'bytes'],
    run.checkpoints.map(({ name, epoch, step, bytes }) => [name, String(epoch), formatCount(step), formatCount(bytes)]),
  )
  return [
    fields,
    run.metrics && describeMetrics(run.metrics),
    describeAlarms(run),
    run.checkpoints.length > 0 && checkpoints,
  ]
    .filter(Boolean)
    .join('\n\n')
}

function describeData(fingerprint: RunDetails['fingerprint']): string {
  if (fingerprint === null) return 'not known: the weights came without it'
  return `${formatCount(fingerprint.count)} samples, SHA-256 ${fingerprint.sha256}`
}

function describeImport({ file, format, run, checkpoint }: NonNullable<RunDetails['imported']>): string {
  return `${file} (${format})${run === null ? '' : `: run ${run}, checkpoint ${checkpoint ?? nothing}`}`
}

function describeOrigin({ number, name, checkpoint, step }: NonNullable<RunDetails['origin']>): string {
  return `run #${number} ${name}, checkpoint ${checkpoint}, step ${formatCount(step)}`
}

function describeComparison({ runs, settings }: RunComparison): string {
  const names = runs.map((run) => `#${run.number} ${shorten(run.name, 24)}`)
  const rows: (readonly [string, (run: RunSummary) => string])[] = [
    ['status', (run) => run.status],
    ['epochs', (run) => `${run.epoch}/${run.epochs}`],
    ['train loss', (run) => formatOptional(run.metrics?.train?.loss)],
    ['train accuracy', (run) => formatShare(run.metrics?.train?.accuracy ?? null)],
    ['validation loss', (run) => formatOptional(run.metrics?.validation?.loss)],
    ['validation accuracy', (run) => formatShare(run.metrics?.validation?.accuracy ?? null)],
    ['test loss', (run) => formatOptional(run.metrics?.test?.loss)],
    ['test accuracy', (run) => formatShare(run.metrics?.test?.accuracy ?? null)],
    ['time', (run) => formatSeconds(run.seconds)],
    ['samples/s', (run) => formatCount(run.samplesPerSecond)],
  ]
  const metrics = formatTable(
    ['', ...names],
    rows.map(([label, read]) => [label, ...runs.map(read)]),
  )
  if (settings.length === 0) return `${metrics}\n\nThe settings are the same.`
  const differing = settings.map(({ path, values }) => [
    path,
    ...values.map((value) => shorten(formatSetting(value), 40)),
  ])
  return `${metrics}\n\n${formatTable(['setting', ...names], differing)}`
}

function formatSetting(value: unknown): string {
  if (value === undefined) return nothing
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function formatOptional(value: number | undefined): string {
  return value === undefined ? nothing : formatValue(value)
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
