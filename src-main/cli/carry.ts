import { resolve } from 'node:path'
import { openExperiment } from '../core/experiments.ts'
import type { ImportedRun, ImportReport, MissingFile, RunSummary } from '../protocol.ts'
import { CommandFailure, exitCodes, inFile, valueOf } from './failure.ts'
import { formatCount, print, type GlobalOptions } from './output.ts'
import { withLab } from './with-lab.ts'

export interface ImportOptions extends GlobalOptions {
  readonly experiment?: string
  readonly run?: string
}

/** `lab import FILE`: brings in an experiment, weights or an archive of runs, whatever it is called. */
export function importCommand(file: string, { experiment, run, ...options }: ImportOptions): Promise<void> {
  if (experiment !== undefined && run !== undefined) {
    throw new CommandFailure('name an experiment or a run, not both', exitCodes.badInput)
  }
  return withLab(options, async (lab) => {
    if (experiment !== undefined) await inFile(experiment, () => openExperiment(experiment))
    const destination = destinationOf(experiment, run)
    const incoming = { kind: 'path' as const, path: resolve(file) }
    const report = valueOf(await lab.request('importFile', { file: incoming, destination }), file)
    print(options, report, () => describeImport(report))
  })
}

function destinationOf(experiment: string | undefined, run: string | undefined) {
  if (run !== undefined) return { kind: 'run' as const, runId: run }
  return experiment === undefined ? null : { kind: 'path' as const, path: resolve(experiment) }
}

export interface ArchiveOptions extends GlobalOptions {
  readonly out: string
  readonly all?: boolean
}

/** `lab archive RUN… --out FILE`: writes runs with all that belongs to them to one file. */
export function archiveCommand(
  references: readonly string[],
  { out, all = false, ...options }: ArchiveOptions,
): Promise<void> {
  if (all === references.length > 0) {
    const message = all ? '--all takes every run; leave the others out' : 'name the runs to archive, or say --all'
    throw new CommandFailure(message, exitCodes.badInput)
  }
  return withLab(options, async (lab) => {
    const report = valueOf(await lab.archive(all ? null : references, resolve(out)))
    print(options, report, () => {
      const { file, bytes, sha256, runs, experiments, skipped } = report
      return [
        `${file}: ${plural(runs.length, 'run')}${experiments > 0 ? `, ${plural(experiments, 'experiment')}` : ''}, ` +
          `${formatCount(bytes)} bytes, SHA-256 ${sha256}`,
        ...skipped.map(({ number, name }) => `Left out, since it trains: run #${number} (${name}).`),
      ].join('\n')
    })
  })
}

function describeImport(report: ImportReport): string {
  switch (report.kind) {
    case 'experiment': {
      const { added, experiment, missing } = report
      const done = added ? 'is saved in the lab' : 'was there already'
      return [`The experiment ${experiment.name} ${done}.`, ...missing.map(describeMissing)].join('\n')
    }
    case 'weights': {
      const { run, imported, missing } = report
      const from = imported.run === null ? '' : ` (run ${imported.run}, checkpoint ${imported.checkpoint ?? 'unknown'})`
      const held = `holds the weights of ${imported.file}${from}, SHA-256 ${run.weightsSha256}.`
      return [`Run #${run.number} (${run.name}, ${run.id}) ${held}`, ...describeMissingTo(run, missing)].join('\n')
    }
    case 'archive': {
      const { runs, experiments } = report
      const saved = experiments > 0 ? [`${plural(experiments, 'experiment')} saved in the lab.`] : []
      if (runs.length + experiments === 0) return 'The archive holds nothing that is not here.'
      return [...runs.flatMap((run) => [describeRun(run), ...describeMissingTo(run.run, run.missing)]), ...saved].join(
        '\n',
      )
    }
  }
}

/** The lab says it where the data is needed, too; here one can still put it there. */
function describeMissing({ name }: MissingFile): string {
  return `Its data is not found: ${name}.`
}

/** A run can be told later. */
function describeMissingTo({ number }: RunSummary, missing: readonly MissingFile[]): string[] {
  if (missing.length === 0) return []
  const files = missing.map(() => 'FILE').join(' ')
  return [...missing.map(describeMissing), `Once it is here: lab runs data ${number} ${files}`]
}

function describeRun({ run, archivedId, outcome }: ImportedRun): string {
  const title = `Run #${run.number} (${run.name}, ${run.id})`
  switch (outcome) {
    case 'added':
      return `${title} is added.`
    case 'present':
      return `${title} was there already.`
    case 'copied':
      return `${title} is added under a new id: a run ${archivedId} with other content was there, and both are kept.`
  }
}

function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
