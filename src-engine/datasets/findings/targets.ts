import type { ColumnStatistics } from './column-statistics.ts'
import { mostNamed, type Finding } from './finding.ts'

/** Beyond this, in either direction, a first guess near 0 is so far off that a usual learning rate makes weights explode. */
export const largestUsualTarget = 100

/**
 * `unscaled_targets`: of numbers to be predicted, those with a value beyond ±100. The gradient of the squared error is in
 * proportion to them, ∂C/∂a = 2(a − y), and the lab scales inputs only.
 */
export function unscaledTargets(statistics: readonly ColumnStatistics[]): Finding | null {
  const targets = statistics.flatMap(({ minimum, maximum }, i) =>
    minimum < -largestUsualTarget || maximum > largestUsualTarget ? [i] : [],
  )
  if (targets.length === 0) return null
  const found = statistics.filter((_, i) => targets.includes(i))
  return {
    kind: 'unscaled_targets',
    count: targets.length,
    of: statistics.length,
    targets: targets.slice(0, mostNamed),
    minimum: Math.min(...found.map(({ minimum }) => minimum)),
    maximum: Math.max(...found.map(({ maximum }) => maximum)),
  }
}
