import { dirname, resolve } from 'node:path'
import { readJson } from '../core/experiments.ts'
import type { Lab } from '../core/lab.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { FinalMetrics, RunDetails, RunSummary, Score } from '../protocol.ts'
import { describeAlarms } from './alarms.ts'
import { warningsOf } from './datasets.ts'
import { CommandFailure, exitCodes, inFile, valueOf } from './failure.ts'
import {
  formatCount,
  formatFields,
  formatSeconds,
  formatShare,
  formatTable,
  formatValue,
  nothing,
  print,
  type GlobalOptions,
} from './output.ts'
import { createProgressDisplay } from './progress-display.ts'
import { waitForEnd } from './wait-for-end.ts'
import { withLab, type TrainingOptions } from './with-lab.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

export interface TrainOptions extends TrainingOptions {
  readonly epochs?: number
  readonly name?: string
}

/** `lab train EXP`: trains an experiment file to its end. Returns the exit code. */
export function trainCommand(file: string, options: TrainOptions): Promise<number> {
  return withLab(options, async (lab) => {
    const experiment = withChanges(await inFile(file, () => readJson(file)), options)
    const directory = dirname(resolve(file))
    const run = valueOf(await lab.request('startRun', { experiment, directory, paused: false }), file)
    return follow(lab, run, options)
  })
}

/** `lab resume RUN`: goes on with a run from its last checkpoint. Returns the exit code. */
export function resumeCommand(runId: string, options: TrainingOptions & { readonly epochs?: number }): Promise<number> {
  return withLab(options, async (lab) => {
    const { id } = valueOf(await lab.request('getRun', { runId }))
    // Nobody watches a terminal's run learn.
    valueOf(await lab.request('paceRun', { runId: id, stepsPerSecond: null }))
    const { epochs } = options
    valueOf(await lab.request('resumeRun', epochs === undefined ? { runId: id } : { runId: id, epochs }))
    return follow(lab, valueOf(await lab.request('getRun', { runId: id })), options)
  })
}

/** The experiment with what the options say instead; what is no experiment is left for the lab to refuse. */
function withChanges(json: unknown, { epochs, name }: TrainOptions): unknown {
  if (!isObject(json)) return json
  const training =
    epochs === undefined || !isObject(json['training']) ? json['training'] : { ...json['training'], epochs }
  return { ...json, training, ...(name === undefined ? {} : { name }) }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function follow(lab: Lab, begun: RunSummary, options: GlobalOptions): Promise<number> {
  const display = createProgressDisplay(begun, process.stderr, () => performance.now())
  const run = await waitForEnd(lab, begun.id, (progress) => {
    display.update(progress)
  })
  display.end()
  print(options, reportOf(run), () => describe(run))
  if (run.status !== 'interrupted') await warn(lab, run, options)
  return conclude(run)
}

/** On stderr. Not of an interrupted run: its lab may be closed, and it goes on; `lab runs show` tells them. */
async function warn(lab: Lab, { id }: RunSummary, { json }: GlobalOptions): Promise<void> {
  const run = valueOf(await lab.request('getRun', { runId: id }))
  const blocks = [json ? '' : await dataWarnings(lab, run), describeAlarms(run)].filter((block) => block !== '')
  if (blocks.length > 0) process.stderr.write(`\n${blocks.join('\n\n')}\n`)
}

/** More numbers are read so long that nobody would wait for it; `lab datasets inspect` does. */
const mostNumbers = 20_000_000

/**
 * What would spoil training on the data: looked for when training has ended, whose speed it would cost. Data that cannot be
 * had is the run's own failure.
 */
async function dataWarnings(lab: Lab, { experiment, directory, fingerprint }: RunDetails): Promise<string> {
  if (!fingerprint || fingerprint.count * sizeOf(fingerprint.inputShape) > mostNumbers) return ''
  const { dataset, seed } = experiment
  const found = await lab.request('inspectDataset', { dataset, seed, directory })
  return found.ok ? warningsOf(found.value) : ''
}

function conclude(run: RunSummary): number {
  switch (run.status) {
    case 'completed':
    case 'stopped':
      return exitCodes.done
    case 'interrupted': {
      const reason = run.reason && inEnglish(run.reason)
      const why = reason === null || reason === 'the lab was closed' ? '' : `: ${reason}`
      throw new CommandFailure(
        `Run #${run.number} was interrupted${why}. Go on with it: npm run -s lab -- resume ${run.id}`,
        exitCodes.interrupted,
      )
    }
    default:
      throw new CommandFailure(
        `Run #${run.number} ${run.status}: ${run.reason ? inEnglish(run.reason) : 'no reason is known'}`,
        exitCodes.failed,
      )
  }
}

/** The document of `train` and `resume`. */
function reportOf(run: RunSummary) {
  return {
    runId: run.id,
    status: run.status,
    epochs: run.epoch,
    steps: run.step,
    seconds: run.seconds,
    samplesPerSecond: run.samplesPerSecond,
    metrics: run.metrics,
    weightsSha256: run.weightsSha256,
  }
}

function describe(run: RunSummary): string {
  const fields = formatFields([
    ['Run', `#${run.number} (${run.id}) ${run.name}`],
    ['Status', run.status],
    ['Epochs', `${run.epoch} of ${run.epochs}`],
    ['Steps', formatCount(run.step)],
    ['Time', `${formatSeconds(run.seconds)} (${formatCount(run.samplesPerSecond)} samples/s)`],
    ['Weights', run.weightsSha256 === null ? nothing : `SHA-256 ${run.weightsSha256}`],
  ])
  return run.metrics === null ? fields : `${fields}\n\n${describeMetrics(run.metrics)}`
}

/** Scores of the final weights, one line for each part that has samples. */
export function describeMetrics(metrics: FinalMetrics): string {
  const rows = Object.entries(metrics)
    .filter((entry): entry is [string, Score] => entry[1] !== null)
    .map(([part, { loss, accuracy }]) => [part, formatValue(loss), formatShare(accuracy)])
  return formatTable(['part', 'loss', 'accuracy'], rows)
}
