import { open, rename, rm } from 'node:fs/promises'
import { stringifyNumbers } from '../../../src-engine/formats/any-number.ts'
import { say } from '../../../src-engine/sentence.ts'
import type { CheckpointInfo, Experiment, RunSummary, SavedExperiment } from '../../protocol.ts'
import { createZipWriter, type ZipWriter } from '../../files/zip-writer.ts'
import type { Store } from '../../store/store.ts'
import { byBytes, type Tell } from '../carrying/progress.ts'
import { portable } from '../portable.ts'
import { conflict, notFound } from '../refusal.ts'
import { archiveFormat, blobName, manifestName, sha256Of, versionFor, type Manifest } from './format.ts'
import { documentOf } from './run-document.ts'

export interface ArchiveReport {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly runs: readonly { readonly id: string; readonly number: number; readonly name: string }[]
  readonly experiments: number
  /** Runs that are training, which are left out where all are asked for. */
  readonly skipped: readonly { readonly id: string; readonly number: number; readonly name: string }[]
}

/**
 * Writes runs to one file: the same runs give the same bytes, whatever their order and whichever lab they are in. The
 * file takes its name only when it is whole.
 *
 * @param references of the runs; null for everything: all runs that have ended, and the saved experiments
 * @param tell hears how far it is; what it throws ends the writing
 * @throws Refusal where there is no such run, it is training, or the file cannot be written
 */
export async function writeArchive(
  store: Store,
  references: readonly string[] | null,
  file: string,
  tell: Tell,
): Promise<ArchiveReport> {
  const { runs, skipped } = choose(store, references)
  const partial = `${file}.partial`
  try {
    const handle = await open(partial, 'w')
    let written: Pick<ArchiveReport, 'bytes' | 'sha256'>
    const experiments = references === null ? store.experiments.list().map(portableOf) : []
    try {
      const writer = createZipWriter(async (bytes) => {
        await handle.writeFile(bytes)
      })
      written = await writeAll(store, { runs, experiments, tell }, writer)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(partial, file)
    return { file, ...written, runs: runs.map(named), experiments: experiments.length, skipped: skipped.map(named) }
  } catch (error) {
    await rm(partial, { force: true })
    throw asRefusal(error, file)
  }
}

/** A saved experiment as an archive holds it. */
export function portableOf({ experiment, directory }: SavedExperiment): Experiment {
  return portable(experiment, directory)
}

/** The checkpoints of all runs, each that several have once. */
export function checkpointsOf(store: Store, runs: readonly Pick<RunSummary, 'id'>[]): CheckpointInfo[] {
  const all = runs.flatMap(({ id }) => store.checkpoints.list(id))
  return [...new Map(all.map((checkpoint) => [checkpoint.sha256, checkpoint])).values()]
}

function choose(store: Store, references: readonly string[] | null) {
  if (references === null) {
    const all = store.runs.list()
    const isBusy = ({ status }: RunSummary) => status === 'queued' || status === 'running'
    return { runs: inOrder(all.filter((run) => !isBusy(run))), skipped: inOrder(all.filter(isBusy)) }
  }
  const found = references.map((reference) => {
    const run = store.runs.find(reference)
    if (!run) throw notFound(say('There is no run {reference}.', { reference }))
    return run
  })
  return { runs: inOrder([...new Map(found.map((run) => [run.id, run])).values()]), skipped: [] }
}

function inOrder(runs: readonly RunSummary[]): RunSummary[] {
  return runs.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

async function writeAll(
  store: Store,
  {
    runs,
    experiments,
    tell,
  }: { readonly runs: readonly RunSummary[]; readonly experiments: readonly object[]; readonly tell: Tell },
  writer: ZipWriter,
): Promise<Pick<ArchiveReport, 'bytes' | 'sha256'>> {
  const written = new Set<string>()
  async function blob(bytes: Uint8Array, isText: boolean): Promise<string> {
    const sha256 = sha256Of(bytes)
    if (!written.has(sha256)) await writer.add(blobName(sha256), bytes, isText)
    written.add(sha256)
    return sha256
  }

  const total = checkpointsOf(store, runs).reduce((sum, { bytes }) => sum + bytes, 0)
  const onWritten = byBytes(tell, 'writing', total)
  const listed: Manifest['runs'] = []
  let version = 1
  for (const { id, number } of runs) {
    const document = store.snapshot(() => documentOf(store, store.runs.find(id) ?? gone(number)))
    for (const { name, sha256 } of document.content.checkpoints) {
      const stored = written.has(sha256) ? null : store.checkpoints.read(id, name)
      if (stored && stored.sha256 === sha256) await blob(stored.bytes, false)
      else if (!written.has(sha256)) gone(number)
      if (stored) onWritten(stored.bytes.length)
    }
    version = Math.max(version, versionFor(document))
    listed.push({ id, document: await blob(Buffer.from(stringifyNumbers(document)), true) })
  }
  const saved: string[] = []
  for (const experiment of experiments) saved.push(await blob(Buffer.from(JSON.stringify(experiment)), true))
  const manifest: Manifest = {
    format: archiveFormat,
    version,
    runs: listed,
    experiments: [...new Set(saved)].sort(),
  }
  await writer.add(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), true)
  return writer.finish()
}

function gone(number: number): never {
  throw conflict(say('Run #{number} changed while it was written; write the archive again.', { number }))
}

function named({ id, number, name }: RunSummary): ArchiveReport['runs'][number] {
  return { id, number, name }
}

/** What the file system says is the person's business; everything else goes on as it is. */
function asRefusal(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isFiles = ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ENOSPC', 'EROFS'].includes(code)
  return isFiles
    ? conflict(
        say('{file} cannot be written ({reason}); choose another file.', { file, reason: (error as Error).message }),
      )
    : error
}
