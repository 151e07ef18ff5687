import { evidenceNumbers, type EvidenceName } from '../../explain/alarms/alarm.ts'
import { muted, section, table, type Section } from './html.ts'
import type { ReportMaterial } from './material.ts'
import { fill, type ReportWords } from './words.ts'

/** What was noticed while it trained, each with its numbers and what it means. */
export function writeAlarms(alarms: ReportMaterial['alarms'], words: ReportWords): Section | null {
  const { texts, numbers } = words
  if (alarms.length === 0) return section('alarms', texts.alarms, muted(texts.noAlarms))
  const formats = { count: numbers.count, share: numbers.share, measure: numbers.value }
  const rows = alarms.map(({ kind, layer, step, clearedAt, evidence }) => {
    const from = numbers.count(step)
    const measured = Object.entries(evidence).map(
      ([name, value]) =>
        `${words.evidence[name as EvidenceName]} ${formats[evidenceNumbers[name as EvidenceName]](value)}`,
    )
    return [
      words.alarms[kind].title,
      layer === null ? texts.wholeNetwork : numbers.count(layer + 1),
      clearedAt === null
        ? fill(texts.sinceStep, { from })
        : fill(texts.betweenSteps, { from, to: numbers.count(clearedAt) }),
      measured.join('; '),
      words.alarms[kind].meaning,
    ]
  })
  const headings = [texts.alarm, texts.layer, texts.when, texts.numbers, texts.meaning]
  return section(
    'alarms',
    texts.alarms,
    table(headings, rows, () => false),
  )
}

/** What was changed by hand, by step; nothing where nothing was. */
export function writeChanges(changes: ReportMaterial['changes'], { texts, numbers }: ReportWords): Section | null {
  if (changes.length === 0) return null
  const rows = changes.map(({ step, learningRate, momentum }) => [
    numbers.count(step),
    numbers.setting(learningRate),
    momentum === null ? '—' : numbers.setting(momentum),
  ])
  return section(
    'changes',
    texts.changes,
    table([texts.afterStep, texts.learningRate, texts.momentum], rows, () => true),
  )
}
