import { alarmTexts, evidenceTexts } from '../../src-engine/explain/alarm-texts.ts'
import { evidenceNumbers, type EvidenceName } from '../../src-engine/explain/alarms/alarm.ts'
import type { Alarm } from '../protocol.ts'
import { formatCount, formatShare, formatValue } from './output.ts'

/** What was noticed while a run trained, each with its numbers and what to try. */
export function describeAlarms(alarms: readonly Alarm[]): string {
  return alarms.map(describeAlarm).join('\n\n')
}

function describeAlarm({ kind, layer, step, clearedAt, evidence }: Alarm): string {
  const { title, meaning, remedies } = alarmTexts[kind]
  const where = layer === null ? '' : `, network.layers[${layer}]`
  const until = clearedAt === null ? '' : ` to ${formatCount(clearedAt)}`
  const numbers = Object.entries(evidence).map(([name, value]) => describeNumber(name as EvidenceName, value))
  return [
    `Alarm ${kind}${where}, from step ${formatCount(step)}${until}: ${title}`,
    `  ${meaning} (${numbers.join('; ')})`,
    `  Try: ${remedies.join('; ')}`,
  ].join('\n')
}

function describeNumber(name: EvidenceName, value: number): string {
  const format = { count: formatCount, share: formatShare, measure: formatValue }[evidenceNumbers[name]]
  return `${evidenceTexts[name]} ${format(value)}`
}
