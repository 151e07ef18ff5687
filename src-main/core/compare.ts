import { formatPath, type JsonPath } from '../../src-engine/problem.ts'
import type { Experiment, RunComparison, RunSummary } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import { decimate } from './decimate.ts'

/** Runs side by side: whether they can be ranked, the settings in which they differ, and their curves. */
export function compareRuns(store: Store, runs: readonly RunSummary[], maxPoints: number): RunComparison {
  const specs = runs.map(({ id }) => store.runs.spec(id))
  return {
    runs,
    scoring: {
      sameLoss: areEqual(specs.map(({ experiment }) => experiment.loss)),
      // Where nobody knows what weights were trained on, nobody knows that it was the same.
      sameData:
        specs.every(({ fingerprint }) => fingerprint !== null) &&
        areEqual(specs.map(({ experiment, fingerprint }) => [fingerprint, experiment.dataset.split])),
    },
    settings: differencesOf(specs.map(({ experiment }) => experiment)),
    curves: runs.map(({ id }) => ({ runId: id, points: decimate(store.metrics.list(id), maxPoints) })),
  }
}

/**
 * The settings that differ, by JSON path, with every experiment's value (undefined where it has none).
 *
 * Names decide nothing and are left out. Lists of numbers are compared whole.
 */
export function differencesOf(experiments: readonly Experiment[]): RunComparison['settings'] {
  const settings = experiments.map(({ name: _name, version: _version, ...rest }): unknown => rest)
  return collect([], settings)
}

function collect(path: JsonPath, values: readonly unknown[]): { path: string; values: readonly unknown[] }[] {
  if (areEqual(values)) return []
  const keys = keysOf(values)
  if (keys.length === 0) return [{ path: formatPath(path), values }]
  return keys.flatMap((key) =>
    collect(
      [...path, key],
      values.map((value) => (isBranch(value) ? (value as Record<string | number, unknown>)[key] : undefined)),
    ),
  )
}

function areEqual(values: readonly unknown[]): boolean {
  return values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]))
}

/** Keys to look deeper by, in the order of the experiment file; none where a value must be shown whole. */
function keysOf(values: readonly unknown[]): (string | number)[] {
  const present = values.filter((value) => value !== undefined)
  if (!present.every(isBranch)) return []
  if (present.every(Array.isArray)) {
    const longest = Math.max(...present.map((list) => list.length))
    return Array.from({ length: longest }, (_, i) => i)
  }
  return [...new Set(present.flatMap((value) => Object.keys(value)))]
}

/** Objects, and lists that hold objects. */
function isBranch(value: unknown): value is object {
  if (Array.isArray(value)) return value.some(isBranch)
  return typeof value === 'object' && value !== null
}
