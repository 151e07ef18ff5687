import { formatPath, type JsonPath } from '../../src-engine/problem.ts'
import type { Experiment, RunSettings } from '../protocol.ts'
import type { Store } from '../store/store.ts'

/** The settings of runs, one by one, to search by and to draw against scores; a run that is gone is passed over. */
export function settingsOf(store: Store, runIds: readonly string[]): RunSettings[] {
  return runIds.flatMap((runId) =>
    store.runs.find(runId) ? [{ runId, settings: flatSettings(store.runs.spec(runId).experiment) }] : [],
  )
}

/** Every setting that is one number, word or yes-or-no, by its JSON path; a pair such as a kernel's is `3×3`. */
export function flatSettings({ name: _name, version: _version, ...rest }: Experiment): RunSettings['settings'] {
  return Object.fromEntries(leavesOf([], rest))
}

type Leaf = readonly [path: string, value: string | number | boolean]

function leavesOf(path: JsonPath, value: unknown): Leaf[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return [[formatPath(path), value]]
  }
  if (typeof value !== 'object' || value === null) return []
  if (!Array.isArray(value)) return Object.entries(value).flatMap(([key, one]) => leavesOf([...path, key], one))
  if (value.length === 2 && value.every((one) => typeof one === 'number')) return [[formatPath(path), value.join('×')]]
  // Data and weights written in place are no settings to search by.
  return value.flatMap((one, i) => (isRecord(one) ? leavesOf([...path, i], one) : []))
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
