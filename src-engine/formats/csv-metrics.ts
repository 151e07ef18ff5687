import { strToU8 } from 'fflate'
import type { MetricName, MetricPoint } from '../metrics.ts'

const lineEnd = '\r\n'

/**
 * Writes the curves as CSV (RFC 4180): one line per step that has a point, one column per metric, empty where it was
 * not measured. Numbers are exact; a run that diverged has `NaN` or `Infinity` among them.
 */
export function encodeMetricsCsv(points: readonly MetricPoint[]): Uint8Array<ArrayBuffer> {
  const names = [...new Set(points.map(({ name }) => name))]
  const rows = new Map<number, { readonly epoch: number; readonly values: Map<MetricName, number> }>()
  for (const { step, epoch, name, value } of points) {
    const row = rows.get(step) ?? { epoch, values: new Map<MetricName, number>() }
    row.values.set(name, value)
    rows.set(step, row)
  }
  const lines = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([step, { epoch, values }]) => [step, epoch, ...names.map((name) => values.get(name) ?? '')].join(','))
  return strToU8([['step', 'epoch', ...names].join(','), ...lines, ''].join(lineEnd))
}
