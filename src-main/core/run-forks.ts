import type { RunSummary } from '../protocol.ts'
import type { StoredCheckpoint } from '../store/checkpoints.ts'
import type { Store } from '../store/store.ts'
import type { LiveRuns } from './live-runs.ts'
import { preflight } from './preflight.ts'
import { notFound } from './refusal.ts'
import { requireDataToGoOn } from './run-data.ts'
import type { RunRecorder } from './run-recorder.ts'
import { say } from '../../src-engine/sentence.ts'

export interface RunForks {
  /**
   * A new run that begins, paused, from a checkpoint of another: with its weights, its optimiser's state, its curves
   * and its changes up to there. Where no epochs would be left it gets as many again as the other was planned for.
   */
  fork(run: RunSummary, checkpoint: string): Promise<RunSummary>
}

export function createRunForks(options: {
  readonly store: Store
  readonly recorder: RunRecorder
  readonly live: LiveRuns
  readonly owner: string
  readonly now: () => number
}): RunForks {
  const { store, recorder, live, owner, now } = options

  function begin(id: string, from: RunSummary, checkpoint: StoredCheckpoint): void {
    const { epoch, step, seconds } = checkpoint
    // What it began from is its initial checkpoint, and until it has trained its last one.
    for (const name of ['initial', 'last']) store.checkpoints.save(id, { ...checkpoint, name }, now())
    const best = store.checkpoints.read(from.id, 'best')
    if (best && best.step <= step) store.checkpoints.save(id, best, now())
    store.metrics.append(
      id,
      store.metrics.list(from.id).filter((point) => point.step <= step),
    )
    for (const change of store.changes.list(from.id)) if (change.step < step) store.changes.save(id, change)
    store.runs.rewind(id, { epoch, step, seconds }, store.metrics.latest(id))
  }

  return {
    async fork(from, name) {
      const checkpoint = store.checkpoints.read(from.id, name)
      if (!checkpoint)
        throw notFound(say('Run #{number} has no checkpoint {checkpoint}.', { number: from.number, checkpoint: name }))
      const spec = store.runs.spec(from.id)
      const { experiment, directory } = spec
      const { epochs } = experiment.training
      const training = {
        ...experiment.training,
        epochs: checkpoint.epoch < epochs ? epochs : checkpoint.epoch + epochs,
      }
      const { fingerprint: found, ...plan } = await preflight({ ...experiment, training }, directory)
      requireDataToGoOn(spec, { ...plan, fingerprint: found })
      const run = store.transaction(() => {
        const { step } = checkpoint
        const origin = { runId: from.id, number: from.number, name: from.name, checkpoint: name, step }
        store.fingerprints.save(found)
        const { stepsPerSecond } = from
        const plannedRun = { ...plan, directory, fingerprint: found.sha256, origin, stepsPerSecond }
        const created = store.runs.create(plannedRun, owner, now())
        begin(created.id, from, checkpoint)
        return created
      })
      live.startPaused(run.id)
      recorder.announce(run.id)
      return store.runs.find(run.id) ?? run
    },
  }
}
