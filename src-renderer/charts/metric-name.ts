import type { MetricName } from '../../src-main/protocol.ts'

export type CurvePart = 'train' | 'validation'
export type CurveMetric = 'loss' | 'accuracy'

/** `validation.loss` as validation, loss. */
export function splitMetric(name: MetricName): [CurvePart, CurveMetric] {
  return [name.startsWith('train') ? 'train' : 'validation', name.endsWith('loss') ? 'loss' : 'accuracy']
}
