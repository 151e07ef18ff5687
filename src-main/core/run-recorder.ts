import type { Report } from '../engine_process/messages.ts'
import type { MetricName, RunStatus, RunSummary, SettingChange } from '../protocol.ts'
import type { RunEnd } from '../store/run-repository.ts'
import type { Store } from '../store/store.ts'
import type { EventLog } from './event-log.ts'

/**
 * Writes what happens to this lab's runs into the store and tells it to the views, in that order.
 *
 * Methods that say whether they wrote return false where the run belongs to another process by now.
 */
export interface RunRecorder {
  /** Tells the views how the run looks now. */
  announce(run: string): void
  setStatus(run: string, status: RunStatus): boolean
  started(run: string, kernel: string): boolean
  /** A whole report is one transaction, together with the pause or the end it comes with. */
  report(run: string, report: Report, change: ReportChange): boolean
  /** A setting was changed by hand. */
  changed(run: string, change: SettingChange): boolean
  ended(run: string, end: RunEnd): boolean
  /** Back to the checkpoint training goes on from, or to the beginning where there is none. */
  rewind(run: string, checkpoint: { epoch: number; step: number; seconds: number } | null): void
}

export type ReportChange =
  | { readonly type: 'progress'; readonly secondsLeft: number | null }
  | { readonly type: 'paused' }
  | { readonly type: 'finished'; readonly end: RunEnd }

export function createRunRecorder(store: Store, events: EventLog, owner: string, now: () => number): RunRecorder {
  function announce(id: string): void {
    const run = store.runs.find(id)
    if (run) events.publish({ type: 'run', run })
  }

  function announceIf(done: boolean, id: string): boolean {
    if (done) announce(id)
    return done
  }

  function save(run: string, report: Report, change: ReportChange): boolean {
    if (!store.runs.record(run, owner, report, latestOf(report))) return false
    store.metrics.append(run, report.points)
    store.alarms.save(run, report.alarms)
    for (const checkpoint of report.checkpoints) store.checkpoints.save(run, checkpoint, now())
    if (change.type === 'paused') store.runs.setStatus(run, owner, 'paused')
    if (change.type === 'finished') store.runs.finish(run, owner, change.end, now())
    return true
  }

  return {
    announce,
    setStatus: (run, status) => announceIf(store.runs.setStatus(run, owner, status), run),
    started: (run, kernel) => announceIf(store.runs.setStarted(run, owner, kernel, now()), run),
    report(run, report, change) {
      const saved = store.transaction(() => save(run, report, change))
      if (!saved) return false
      const { step, epoch, seconds, samplesPerSecond, points, alarms } = report
      const secondsLeft = change.type === 'progress' ? change.secondsLeft : null
      events.publish({
        type: 'progress',
        progress: { runId: run, step, epoch, seconds, samplesPerSecond, secondsLeft, points },
      })
      if (alarms.length > 0) {
        const raised = alarms.filter(({ clearedAt }) => clearedAt === null)
        const cleared = alarms.filter(({ clearedAt }) => clearedAt !== null)
        events.publish({ type: 'alarms', runId: run, raised, cleared })
      }
      if (change.type !== 'progress') announce(run)
      return true
    },
    changed(run, change) {
      const saved = store.transaction(() => {
        if (store.runs.ownerOf(run) !== owner) return false
        store.changes.save(run, change)
        return true
      })
      if (saved) events.publish({ type: 'changed', runId: run, change })
      return saved
    },
    ended: (run, end) => announceIf(store.runs.finish(run, owner, end, now()), run),
    rewind(run, checkpoint) {
      const { epoch, step, seconds } = checkpoint ?? { epoch: 0, step: 0, seconds: 0 }
      const changes = store.transaction(() => {
        const changed = store.metrics.rewind(run, step) + store.alarms.rewind(run, step)
        store.checkpoints.rewind(run, step)
        store.runs.rewind(run, { epoch, step, seconds }, store.metrics.latest(run))
        return changed
      })
      if (changes > 0) events.publish({ type: 'rewound', runId: run, step })
    },
  }
}

function latestOf({ points }: Report): RunSummary['latest'] {
  const latest: Partial<Record<MetricName, number>> = {}
  for (const { name, value } of points) latest[name] = value
  return latest
}
