import { evidenceNumbers, type EvidenceName } from '../../explain/alarms/alarm.ts'
import { html, section, table, type Html } from './html.ts'
import type { ReportMaterial } from './material.ts'
import type { NumberFormats } from './numbers.ts'
import { fill, type ReportWords } from './texts.ts'

/** What was noticed while it trained, each with its numbers and what it means. */
export function writeAlarms(alarms: ReportMaterial['alarms'], words: ReportWords, numbers: NumberFormats): Html {
  const { texts } = words
  if (alarms.length === 0) return section(texts.alarms, html`<p class="muted">${texts.noAlarms}</p>`)
  const formats = { count: numbers.count, share: numbers.share, measure: numbers.value }
  const rows = alarms.map(({ kind, layer, step, clearedAt, evidence }) => {
    const from = numbers.count(step)
    const measured = Object.entries(evidence).map(
      ([name, value]) =>
        `${words.evidence[name as EvidenceName]} ${formats[evidenceNumbers[name as EvidenceName]](value)}`,
    )
    return [
      words.alarms[kind].title,
      layer === null ? texts.wholeNetwork : String(layer),
      clearedAt === null
        ? fill(texts.sinceStep, { from })
        : fill(texts.betweenSteps, { from, to: numbers.count(clearedAt) }),
      measured.join('; '),
      words.alarms[kind].meaning,
    ]
  })
  const headings = [texts.alarms, texts.layer, texts.afterStep, texts.numbers, texts.meaning]
  return section(
    texts.alarms,
    table(headings, rows, () => false),
  )
}

/** What was changed by hand, by step; nothing where nothing was. */
export function writeChanges(changes: ReportMaterial['changes'], words: ReportWords, numbers: NumberFormats): Html {
  const { texts } = words
  if (changes.length === 0) return html``
  const rows = changes.map(({ step, learningRate, momentum }) => [
    numbers.count(step),
    numbers.setting(learningRate),
    momentum === null ? '—' : numbers.setting(momentum),
  ])
  return section(
    texts.changes,
    table([texts.afterStep, texts.learningRate, texts.momentum], rows, () => true),
  )
}
