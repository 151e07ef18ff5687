import type { CarryingProgress, Experiment, FileContent, ImportedRun, MissingFile } from '../../protocol.ts'
import type { ZipReader } from '../../../src-engine/formats/zip/reader.ts'
import { openZipFile } from '../../files/zip-file.ts'
import type { DatasetUse } from '../../store/run-repository.ts'
import type { Store } from '../../store/store.ts'
import { byBytes, type Tell } from '../carrying/progress.ts'
import { missingFiles } from '../data-files.ts'
import { folderOf } from '../imports/known-folder.ts'
import type { RunDocument } from './format.ts'
import { givingWay } from './give-way.ts'
import { placeFor } from './place-for.ts'
import { identityOf, storeDocument } from './run-document.ts'
import { openArchive, verifyArchive, type Archive } from './verify.ts'
import { portableOf } from './write-archive.ts'

export interface ArchiveImport {
  readonly runs: readonly ImportedRun[]
  /** Saved experiments that were not there. */
  readonly experiments: number
}

export interface ArchiveOrder {
  readonly file: string
  /** The folder that file names of the runs' data are meant from; null for none. */
  readonly directory: string | null
  readonly now: number
  readonly tell: Tell
}

/**
 * Adds the runs of an archive that are not there. All of it is read and checked first. Then it is stored piece by piece,
 * each checked by its hash again, so that others can write in between; nobody sees any of it before all of it is there.
 * Memory holds one blob at a time.
 *
 * @throws InputError naming what is wrong and where; nothing is stored then
 */
export function importArchive(store: Store, { file, directory, now, tell }: ArchiveOrder): ArchiveImport {
  return withArchive(file, (archive, zip, follow) => {
    follow(tell, 'checking')
    verifyArchive(archive, zip)
    follow(tell, 'storing')
    const uses = store.runs.datasets()
    const arriving: string[] = []
    try {
      const placed = archive.manifest.runs.map((listed) => {
        const document = archive.run(listed)
        const place = placeFor(store, listed.id, identityOf(document))
        if (place.found === null) {
          arriving.push(place.id)
          bring(store, archive, place.id, document, { directory: folderFor(document, directory, uses), now })
        }
        return { ...place, archivedId: listed.id }
      })
      return store.transaction(() => {
        const runs = placed.map(({ id, archivedId, outcome, found }) => {
          if (found === null) store.runs.arrive(id)
          if (found === 'deleted') store.runs.setDeleted(id, null)
          const run = store.runs.find(id)
          if (!run) throw new Error(`run ${id} was not stored`)
          return { run, archivedId, outcome, missing: missingTo(store, id) }
        })
        return { runs, experiments: saveExperiments(store, archive, directory, now) }
      })
    } catch (error) {
      for (const id of arriving) discard(store, id)
      throw error
    }
  })
}

/**
 * What {@link importArchive} would bring in, without reading weights.
 *
 * @throws InputError as it does, of what is read
 */
export function describeArchive(
  store: Store,
  { file, directory, tell }: Omit<ArchiveOrder, 'now'>,
): Omit<Extract<FileContent, { kind: 'archive' }>, 'kind'> {
  return withArchive(file, (archive) => {
    const { runs, experiments } = archive.manifest
    const uses = store.runs.datasets()
    const described = runs.map((listed, i) => {
      tell({ stage: 'reading', share: i / runs.length })
      const document = archive.run(listed)
      const { content, annotations } = document
      const { id, outcome, found } = placeFor(store, listed.id, identityOf(document))
      const folder = folderFor(document, directory, uses)
      return {
        id: listed.id,
        name: annotations.name,
        status: content.status,
        epoch: content.epoch,
        checkpoints: content.checkpoints.length,
        outcome,
        missing: found ? missingTo(store, id) : missingFiles(content.experiment.dataset, folder),
      }
    })
    const present =
      described.every(({ outcome }) => outcome === 'present') && newExperiments(store, archive).length === 0
    return { runs: described, experiments: experiments.length, present }
  })
}

function folderFor({ content }: RunDocument, directory: string | null, uses: readonly DatasetUse[]): string | null {
  return folderOf(content.experiment.dataset, content.data?.sha256 ?? null, directory, uses)
}

/** Of the data of a run that is here. */
function missingTo(store: Store, runId: string): MissingFile[] {
  const { experiment, directory } = store.runs.spec(runId)
  return missingFiles(experiment.dataset, directory)
}

type Follow = (tell: Tell, stage: CarryingProgress['stage']) => void

function withArchive<T>(file: string, work: (archive: Archive, zip: ZipReader, follow: Follow) => T): T {
  const zip = openZipFile(file)
  try {
    let onRead: (bytes: number) => void = () => undefined
    const total = [...zip.entries.values()].reduce((sum, { packed }) => sum + packed, 0)
    const archive = openArchive(zip, (bytes) => {
      onRead(bytes)
    })
    return work(archive, zip, (tell, stage) => (onRead = byBytes(tell, stage, total)))
  } finally {
    zip.close()
  }
}

function bring(
  store: Store,
  archive: Archive,
  id: string,
  document: RunDocument,
  how: { readonly directory: string | null; readonly now: number },
): void {
  // What an earlier import has left that never came to its end.
  discard(store, id)
  storeDocument(store, id, document, how)
  for (const checkpoint of document.content.checkpoints) {
    const { createdAt, bytes: _length, ...listed } = checkpoint
    const bytes = archive.checkpoint(checkpoint)
    givingWay(() => store.checkpoints.save(id, { ...listed, bytes }, createdAt))
  }
}

/** Removes what has come of a run, one checkpoint at a time: large ones take their time to go. */
function discard(store: Store, id: string): void {
  if (store.runs.standing(id) !== 'arriving') return
  for (const { name } of store.checkpoints.list(id)) givingWay(() => store.checkpoints.remove(id, name))
  givingWay(() => store.runs.discard(id))
}

function saveExperiments(store: Store, archive: Archive, directory: string | null, now: number): number {
  const missing = newExperiments(store, archive)
  for (const experiment of missing) store.experiments.save(null, experiment, directory, now)
  return missing.length
}

/** Saved experiments of an archive that are not here. */
function newExperiments(store: Store, archive: Archive): Experiment[] {
  const present = new Set(store.experiments.list().map((saved) => JSON.stringify(portableOf(saved))))
  return archive.manifest.experiments
    .map((sha256) => archive.experiment(sha256))
    .filter((experiment) => !present.has(JSON.stringify(experiment)))
}
