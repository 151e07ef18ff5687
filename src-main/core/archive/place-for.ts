import type { ImportedRun } from '../../protocol.ts'
import type { Store } from '../../store/store.ts'
import { sha256Of } from './format.ts'
import { documentOf, identityOf } from './run-document.ts'

export interface Place {
  /** The run's here. */
  readonly id: string
  readonly outcome: ImportedRun['outcome']
  /** Whether the very run is under this id already, perhaps as a deleted one; null where it has to be brought. */
  readonly found: 'present' | 'deleted' | null
}

/**
 * Where an archived run belongs: under its own id, or where another has that, under one made from its content, by which the
 * same run imported again finds itself.
 */
export function placeFor(store: Store, archivedId: string, identity: string): Place {
  for (const { id, outcome } of [
    { id: archivedId, outcome: 'added' as const },
    { id: idFor(identity), outcome: 'copied' as const },
  ]) {
    const found = store.runs.standing(id)
    if (found === null || found === 'arriving') return { id, outcome, found: null }
    if (isSame(store, id, identity)) return { id, found, outcome: found === 'deleted' ? outcome : 'present' }
  }
  throw new Error(`there is no free id for ${archivedId}`)
}

/** A run that trains is another by the time it ends. */
function isSame(store: Store, id: string, identity: string): boolean {
  const run = store.runs.findDeletedToo(id)
  if (!run || run.status === 'queued' || run.status === 'running') return false
  return identityOf(store.snapshot(() => documentOf(store, run))) === identity
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** `r` and eight letters or digits, forty bits of the hash. */
function idFor(identity: string): string {
  const bytes = Buffer.from(sha256Of(identity), 'hex')
  return `r${Array.from(bytes.subarray(0, 8), (byte) => alphabet[byte & 31]).join('')}`
}
