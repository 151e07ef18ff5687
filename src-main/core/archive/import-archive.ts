import type { ImportedRun, RunSummary } from '../../protocol.ts'
import { openZip } from '../../files/zip-reader.ts'
import type { Store } from '../../store/store.ts'
import { saveOnce } from '../imports/save-once.ts'
import { documentOf, identityOf, storeDocument } from './run-document.ts'
import { sha256Of, type Manifest, type RunDocument } from './format.ts'
import { openArchive, verifyArchive, type Archive } from './verify.ts'

export interface ArchiveImport {
  readonly runs: readonly ImportedRun[]
  /** Saved experiments that were not there. */
  readonly experiments: number
}

/**
 * Adds the runs of an archive that are not there. All of it is read and checked first; then everything is stored in one
 * transaction, each part checked by its hash again. Memory holds one blob at a time.
 *
 * @param directory the folder that file names of the runs' data are meant from
 * @throws InputError naming what is wrong and where; nothing is stored then
 */
export function importArchive(store: Store, file: string, directory: string, now: number): ArchiveImport {
  const zip = openZip(file)
  try {
    const archive = openArchive(zip)
    verifyArchive(archive, zip)
    return store.transaction(() => ({
      runs: archive.manifest.runs.map((listed) => importRun(store, archive, listed, directory)),
      experiments: archive.manifest.experiments.filter(
        (sha256) => saveOnce(store, archive.experiment(sha256), directory, now).added,
      ).length,
    }))
  } finally {
    zip.close()
  }
}

function importRun(store: Store, archive: Archive, listed: Manifest['runs'][number], directory: string): ImportedRun {
  const { id: archivedId } = listed
  const document = archive.run(listed)
  const identity = identityOf(document)
  for (const { id, outcome } of [
    { id: archivedId, outcome: 'added' as const },
    // Made from the content: the same run imported again finds itself.
    { id: idFor(identity), outcome: 'copied' as const },
  ]) {
    const standing = store.runs.standing(id)
    if (standing === null) return { run: add(store, archive, id, document, directory), archivedId, outcome }
    if (standing === 'deleted') store.runs.setDeleted(id, null)
    const present = store.runs.find(id)
    if (present && isSame(store, present, identity)) {
      return { run: present, archivedId, outcome: standing === 'deleted' ? outcome : 'present' }
    }
    if (standing === 'deleted') store.runs.setDeleted(id, Date.now())
  }
  throw new Error(`there is no free id for ${archivedId}`)
}

/** A run that trains is another by the time it ends. */
function isSame(store: Store, run: RunSummary, identity: string): boolean {
  if (run.status === 'queued' || run.status === 'running') return false
  return identityOf(documentOf(store, run)) === identity
}

function add(store: Store, archive: Archive, id: string, document: RunDocument, directory: string): RunSummary {
  const run = storeDocument(store, id, document, directory)
  for (const checkpoint of document.content.checkpoints) {
    const { createdAt, bytes: _length, ...listed } = checkpoint
    store.checkpoints.save(id, { ...listed, bytes: archive.checkpoint(checkpoint) }, createdAt)
  }
  // With its tags and note, which are not the run's own.
  return store.runs.find(id) ?? run
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** `r` and eight letters or digits, forty bits of the hash. */
function idFor(identity: string): string {
  const bytes = Buffer.from(sha256Of(identity), 'hex')
  return `r${Array.from(bytes.subarray(0, 8), (byte) => alphabet[byte & 31]).join('')}`
}
