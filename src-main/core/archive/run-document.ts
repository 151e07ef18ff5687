import { stringifyNumbers } from '../../../src-engine/formats/any-number.ts'
import { verbatim } from '../../../src-engine/sentence.ts'
import { architectureOf, checkNetwork } from '../../../src-engine/validate.ts'
import type { RunSummary } from '../../protocol.ts'
import type { Store } from '../../store/store.ts'
import { conflict } from '../refusal.ts'
import { runDocumentSchema, sha256Of, type RunDocument } from './format.ts'

/**
 * A stored run as an archive holds it.
 *
 * @throws Refusal where it is training or waiting to: it would be another by the time it is written
 */
export function documentOf(store: Store, run: RunSummary): RunDocument {
  if (run.status === 'queued' || run.status === 'running') {
    throw conflict(
      verbatim(`Run #${run.number} (${run.name}) is ${run.status}; pause it first, or wait until it has ended.`),
    )
  }
  const { experiment, model, fingerprint, engineVersion, origin, imported } = store.runs.spec(run.id)
  const content = {
    ...pick(run, contentOfSummary),
    engineVersion,
    experiment,
    model,
    data: fingerprint === null ? null : store.fingerprints.find(fingerprint),
    origin,
    imported,
    points: store.metrics.list(run.id),
    alarms: store.alarms.list(run.id),
    changes: store.changes.list(run.id),
    checkpoints: store.checkpoints.list(run.id).map((checkpoint) => ({
      ...checkpoint,
      seconds: store.checkpoints.secondsOf(run.id, checkpoint.name),
    })),
  }
  const document = { content, annotations: pick(run, ['name', 'tags', 'note']) }
  // As it will be read: keys in one order, defaults filled in. Equal runs are equal texts.
  return runDocumentSchema.parse(JSON.parse(stringifyNumbers(document)))
}

const contentOfSummary = [
  'status',
  'createdAt',
  'startedAt',
  'finishedAt',
  'epoch',
  'step',
  'totalSteps',
  'seconds',
  'samplesPerSecond',
  'kernel',
  'metrics',
  'weightsSha256',
  'reason',
] as const satisfies readonly (keyof RunSummary)[]

function pick<T, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>
}

/** What tells whether two runs of one id are the same. */
export function identityOf({ content }: RunDocument): string {
  return sha256Of(stringifyNumbers(content))
}

/** Stores a run under `id`, without its checkpoints, inside of a transaction. */
export function storeDocument(
  store: Store,
  id: string,
  { content, annotations }: RunDocument,
  directory: string,
): RunSummary {
  const { experiment, model, data, points, alarms, changes, checkpoints: _checkpoints, ...rest } = content
  if (data) store.fingerprints.save(data)
  const run = store.runs.insert({
    ...rest,
    id,
    name: annotations.name,
    experiment,
    model,
    fingerprint: data?.sha256 ?? null,
    directory,
    // By the network itself, not by what a file says of it.
    architecture: architectureOf(experiment, model),
    parameterCount: checkNetwork(experiment, model).parameterCount,
    latest: Object.fromEntries(points.map(({ name, value }) => [name, value])),
  })
  store.metrics.append(id, points)
  store.alarms.save(id, alarms)
  for (const change of changes) store.changes.save(id, change)
  if (annotations.tags.length > 0) store.annotations.setTags(id, annotations.tags)
  if (annotations.note !== '') store.annotations.setNote(id, annotations.note)
  return run
}
