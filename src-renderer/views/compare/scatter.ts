import type { RunSettings, RunSummary } from '../../../src-main/protocol.ts'
import { runColumns } from '../runs/run-table.ts'

/** What can stand on the y axis, in the order it is offered. */
export const scatterMetrics = [
  'validationAccuracy',
  'validationLoss',
  'testAccuracy',
  'testLoss',
  'trainAccuracy',
  'trainLoss',
  'duration',
  'rate',
] as const

export type ScatterMetric = (typeof scatterMetrics)[number]

type Value = string | number | boolean
type SettingsOf = (runId: string) => RunSettings['settings'] | undefined

/** The metrics at least one of the runs has. */
export function metricsOf(runs: readonly RunSummary[]): ScatterMetric[] {
  return scatterMetrics.filter((metric) => runs.some((run) => isDrawable(runColumns[metric](run))))
}

/** The settings in which the runs differ, by JSON path. */
export function varyingSettings(runs: readonly RunSummary[], settingsOf: SettingsOf): string[] {
  const values = new Map<string, Set<Value>>()
  for (const run of runs) {
    for (const [path, value] of Object.entries(settingsOf(run.id) ?? {})) {
      values.set(path, (values.get(path) ?? new Set<Value>()).add(value))
    }
  }
  return [...values].flatMap(([path, found]) => (found.size > 1 ? [path] : []))
}

export interface RunPosition {
  readonly run: RunSummary
  /** A number, or which of `words`. */
  readonly x: number
  readonly y: number
}

export interface ScatterData {
  readonly positions: readonly RunPosition[]
  /** The setting's values where they are not all numbers, in the order they are drawn; else null. */
  readonly words: readonly (string | boolean | number)[] | null
}

/** Where each run lies; those without the setting or a finite value are left out. */
export function scatterOf(
  runs: readonly RunSummary[],
  settingsOf: SettingsOf,
  path: string,
  metric: ScatterMetric,
): ScatterData {
  const found = runs.flatMap((run) => {
    const [value, y] = [settingsOf(run.id)?.[path], runColumns[metric](run)]
    return value !== undefined && isDrawable(y) ? [{ run, value, y }] : []
  })
  const isNumeric = found.every(({ value }) => typeof value === 'number')
  const words = isNumeric ? null : [...new Set(found.map(({ value }) => value))].sort()
  const positions = found.map(({ run, value, y }) => ({ run, x: words ? words.indexOf(value) : Number(value), y }))
  return { positions, words }
}

function isDrawable(value: number | null): value is number {
  return value !== null && Number.isFinite(value)
}
