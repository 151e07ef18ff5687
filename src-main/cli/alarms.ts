import { alarmTexts, evidenceTexts } from '../../src-engine/explain/alarm-texts.ts'
import { evidenceNumbers, type EvidenceName } from '../../src-engine/explain/alarms/alarm.ts'
import { remediesFor } from '../../src-engine/explain/remedies.ts'
import type { RunDetails } from '../protocol.ts'
import { formatCount, formatShare, formatValue } from './output.ts'

/** What was noticed while a run trained, each with its numbers and what to try that it has not yet. */
export function describeAlarms({ alarms, experiment }: Pick<RunDetails, 'alarms' | 'experiment'>): string {
  return alarms.map((alarm) => describeAlarm(alarm, experiment)).join('\n\n')
}

function describeAlarm(
  { kind, layer, step, clearedAt, evidence }: RunDetails['alarms'][number],
  experiment: RunDetails['experiment'],
): string {
  const { title, meaning, remedies } = alarmTexts[kind]
  const where = layer === null ? '' : `, network.layers[${layer}]`
  const until = clearedAt === null ? '' : ` to ${formatCount(clearedAt)}`
  const numbers = Object.entries(evidence).map(([name, value]) => describeNumber(name as EvidenceName, value))
  const advice = remediesFor(kind, remedies, experiment)
  return [
    `Alarm ${kind}${where}, from step ${formatCount(step)}${until}: ${title}`,
    `  ${meaning} (${numbers.join('; ')})`,
    ...(advice.length > 0 ? [`  Try: ${advice.join('; ')}`] : []),
  ].join('\n')
}

function describeNumber(name: EvidenceName, value: number): string {
  const format = { count: formatCount, share: formatShare, measure: formatValue }[evidenceNumbers[name]]
  return `${evidenceTexts[name]} ${format(value)}`
}
