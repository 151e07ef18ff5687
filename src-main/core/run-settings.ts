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
  if (Array.isArray(value)) return leavesOfList(path, value)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, one]) => leavesOf([...path, key], one))
}

/** Of lists, only pairs of numbers and lists of layers say something: data and weights written in place do not. */
function leavesOfList(path: JsonPath, list: readonly unknown[]): Leaf[] {
  if (list.length === 2 && list.every((one) => typeof one === 'number')) return [[formatPath(path), list.join('×')]]
  return list.flatMap((one, i) => (isRecord(one) ? leavesOf([...path, i], one) : []))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
