import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { MetricName, MetricPoint } from '../../src-main/protocol.ts'
import { CurveBuffer } from '../charts/curve-buffer.ts'
import { useLab } from '../host/lab.ts'

/** As many points as a wide screen can show, several times over. */
export const pointsPerCurve = 4_000

export interface RunCurves {
  /** Changes whenever a curve does: read it to follow them. The points themselves are not reactive. */
  readonly version: number
  readonly curves: Readonly<Record<MetricName, CurveBuffer>>
}

interface Entry {
  curves: Record<MetricName, CurveBuffer>
  /** Points that came while the stored ones were being fetched; null once those are here. */
  waiting: MetricPoint[] | null
}

const emptyCurves = (): Record<MetricName, CurveBuffer> => ({
  'train.loss': new CurveBuffer(),
  'train.accuracy': new CurveBuffer(),
  'validation.loss': new CurveBuffer(),
  'validation.accuracy': new CurveBuffer(),
})

/** The learning curves of the runs somebody looks at, fetched once and then followed live. */
export const useCurves = defineStore('curves', () => {
  const lab = useLab()
  const entries = new Map<string, Entry>()
  const versions = shallowReactive(new Map<string, number>())

  const changed = (runId: string): unknown => versions.set(runId, (versions.get(runId) ?? 0) + 1)

  lab.follow({
    // The lab may have restarted or gone on without this view: what was fetched no longer counts.
    snapshot: () => [...entries.keys()].forEach((runId) => void load(runId)),
    event(event) {
      if (event.type === 'progress') receive(event.progress.runId, event.progress.points)
      else if (event.type === 'rewound') rewind(event.runId, event.step)
      else if (event.type === 'runDeleted') forget(event.runId)
    },
  })

  function receive(runId: string, points: readonly MetricPoint[]): void {
    const entry = entries.get(runId)
    if (!entry || points.length === 0) return
    if (entry.waiting) entry.waiting.push(...points)
    else {
      append(entry, points)
      changed(runId)
    }
  }

  function rewind(runId: string, step: number): void {
    const entry = entries.get(runId)
    if (!entry) return
    if (entry.waiting) void load(runId)
    else {
      Object.values(entry.curves).forEach((curve) => curve.rewind(step))
      changed(runId)
    }
  }

  function forget(runId: string): void {
    entries.delete(runId)
    versions.delete(runId)
  }

  /** Fetches a run's curves, unless they are here already. */
  async function follow(runId: string): Promise<void> {
    if (!entries.has(runId)) await load(runId)
  }

  async function load(runId: string): Promise<void> {
    const entry: Entry = { curves: entries.get(runId)?.curves ?? emptyCurves(), waiting: [] }
    entries.set(runId, entry)
    try {
      const points = await lab.send('getCurves', { runId, maxPoints: pointsPerCurve })
      // A later load of the same run, or its deletion, has taken over.
      if (entries.get(runId) !== entry) return
      entry.curves = emptyCurves()
      append(entry, points)
      append(entry, entry.waiting ?? [])
      entry.waiting = null
      changed(runId)
    } catch (error) {
      if (entries.get(runId) === entry) entries.delete(runId)
      throw error
    }
  }

  return {
    follow,
    /** Null until {@link follow} has fetched them. */
    get(runId: string): RunCurves | null {
      const version = versions.get(runId)
      const entry = entries.get(runId)
      return version === undefined || !entry ? null : { version, curves: entry.curves }
    },
  }
})

function append(entry: Entry, points: readonly MetricPoint[]): void {
  for (const point of points) entry.curves[point.name].append(point)
}
