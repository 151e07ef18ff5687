import { bestOf, doesOtherWork, ratioTo, type CaseResult } from './case-result.ts'
import { lab } from './peer-programs.ts'
import type { Table } from './table.ts'
import { formatFigure, verdictOf } from './verdict.ts'

const inWhole = (speed: number) => Math.round(speed).toLocaleString('en')

/**
 * One row a case: the lab with each number of threads, then the best of each family, how many times faster the lab's
 * best is, and what it is to be.
 *
 * @param untrusted families whose speed means nothing, which is said instead of a ratio
 */
export function speedTable(
  results: readonly CaseResult[],
  labs: readonly string[],
  families: readonly string[],
  untrusted: ReadonlySet<string>,
  notes: readonly string[],
): Table {
  const rows = results.map((result) => [
    result.bench.name,
    ...labs.map((name) => labCell(result, name)),
    ...families.map((family) => peerCell(result, family, untrusted)),
  ])
  return { title: 'Training speed, samples per second', columns: ['network', ...labs, ...families], rows, notes }
}

function labCell({ peers }: CaseResult, name: string): string {
  const speed = peers.find((peer) => peer.name === name)?.median ?? null
  return speed === null ? '—' : inWhole(speed)
}

function peerCell(result: CaseResult, family: string, untrusted: ReadonlySet<string>): string {
  const target = result.bench.targets[family]
  const speed = bestOf(result, family)
  const ratio = ratioTo(result, lab, family)
  const isOther = result.peers.some((peer) => peer.family === family && doesOtherWork(peer))
  if (speed === null && isOther) return 'other work'
  if (speed === null) return target === undefined ? '—' : `— (≥ ${target}: not measured)`
  if (untrusted.has(family)) return `${inWhole(speed)} · means nothing`
  if (ratio === null) return inWhole(speed)
  const verdict = target === undefined ? '' : ` (${verdictOf(ratio, { atLeast: target })})`
  return `${inWhole(speed)} · ${formatFigure(ratio)}×${verdict}`
}
