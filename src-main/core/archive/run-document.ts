import { stringifyNumbers } from '../../../src-engine/formats/any-number.ts'
import { say } from '../../../src-engine/sentence.ts'
import { architectureOf, checkNetwork } from '../../../src-engine/validate.ts'
import type { RunSummary } from '../../protocol.ts'
import type { Store } from '../../store/store.ts'
import { portable, withoutFolders } from '../portable.ts'
import { conflict } from '../refusal.ts'
import { runDocumentSchema, sha256Of, type RunDocument } from './format.ts'

/**
 * A stored run as an archive holds it.
 *
 * @throws Refusal where it is training or waiting to: it would be another by the time it is written
 */
export function documentOf(store: Store, run: RunSummary): RunDocument {
  if (run.status === 'queued' || run.status === 'running') {
    const { number, name, status } = run
    throw conflict(
      say('Run #{number} ({name}) is {status}; pause it first, or wait until it has ended.', { number, name, status }),
    )
  }
  const { experiment, directory, model, fingerprint, engineVersion } = store.runs.spec(run.id)
  const content = {
    ...pick(run, contentOfSummary),
    reason: run.reason && withoutFolders(run.reason),
    engineVersion,
    experiment: portable(experiment, directory),
    model,
    data: fingerprint === null ? null : store.fingerprints.find(fingerprint),
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
  'origin',
  'imported',
] as const satisfies readonly (keyof RunSummary)[]

function pick<T, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>
}

/** What tells whether two runs of one id are the same. */
export function identityOf({ content }: RunDocument): string {
  return sha256Of(stringifyNumbers(content))
}

/** Points of curves that are stored at once: others wait for no more. */
const pointsAtOnce = 5_000

/** Stores a run under `id` as one that arrives, without its checkpoints. */
export function storeDocument(
  store: Store,
  id: string,
  { content, annotations }: RunDocument,
  { directory, now }: { readonly directory: string | null; readonly now: number },
): void {
  const { experiment, model, data, points, alarms, changes, checkpoints: _checkpoints, ...rest } = content
  const run = {
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
  }
  store.transaction(() => {
    if (data) store.fingerprints.save(data)
    store.runs.insertArriving(run, now)
    store.alarms.save(id, alarms)
    for (const change of changes) store.changes.save(id, change)
    if (annotations.tags.length > 0) store.annotations.setTags(id, annotations.tags)
    if (annotations.note !== '') store.annotations.setNote(id, annotations.note)
  })
  for (let from = 0; from < points.length; from += pointsAtOnce) {
    store.transaction(() => {
      store.metrics.append(id, points.slice(from, from + pointsAtOnce))
    })
  }
}
