import type { ExportInput } from '../export-input.ts'
import { facts, html, muted, section, type Section } from './html.ts'
import type { ReportMaterial } from './material.ts'
import { checkpointNamed, fill, type ReportWords } from './words.ts'

/** Which run this is, when and with what it was trained, and the experiment file: all that it takes to repeat it. */
export function writeRepeat(input: ExportInput, { run }: ReportMaterial, words: ReportWords): Section | null {
  const { experiment, checkpoint, checkpointName } = input
  const { texts, numbers } = words
  const { epoch, step } = checkpoint.position
  const moment = (value: number | null) => (value === null ? null : numbers.moment(value))
  const code = (text: string | null) => (text === null ? null : html`<code>${text}</code>`)
  const at = { name: checkpointNamed(checkpointName, words), epoch: numbers.count(epoch), step: numbers.count(step) }
  const done = { epoch: numbers.count(run.epoch), epochs: numbers.count(run.epochs), step: numbers.count(run.step) }
  const speed = { time: numbers.seconds(run.seconds), rate: numbers.count(run.samplesPerSecond) }
  const { origin } = run
  // Paper cannot be unfolded: there it stands by itself.
  const file = formatJson(experiment)
  const originDetail = origin?.kind === 'run' ? checkpointNamed(origin.detail, words) : origin?.detail
  return section(
    'repeat',
    texts.repeat,
    facts([
      [texts.run, html`#${run.number} · <code>${input.run.id}</code>`],
      [texts.status, texts.statuses[run.status]],
      [texts.tags, run.tags.join(', ')],
      [origin?.kind === 'file' ? texts.fromFile : texts.fromRun, origin && `${origin.name}, ${originDetail ?? ''}`],
      [texts.begun, moment(run.startedAt)],
      [texts.ended, moment(run.finishedAt)],
      [texts.epochsDone, fill(texts.ofEpochs, done)],
      [texts.time, run.seconds > 0 ? fill(texts.speed, speed) : null],
      [texts.seed, String(experiment.seed)],
      [texts.engine, input.run.engineVersion],
      [texts.kernel, code(run.kernel)],
      [texts.checkpoint, fill(texts.checkpointAt, at)],
      [texts.weightsHash, code(run.weightsSha256)],
    ]),
    muted(texts.repeatNote),
    html`<details>
        <summary>${texts.experimentFile}</summary>
        <pre tabindex="0">${file}</pre>
      </details>
      <div class="paper">
        <h3>${texts.experimentFile}</h3>
        <pre>${file}</pre>
      </div>`,
  )
}

/** JSON indented by two, lists of plain numbers on one line. */
function formatJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object' || one === null))
      return `[${value.map((one) => JSON.stringify(one)).join(', ')}]`
    return `[\n${value.map((one) => deeper + formatJson(one, deeper)).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const lines = entries.map(([key, one]) => `${deeper}${JSON.stringify(key)}: ${formatJson(one, deeper)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`
}
