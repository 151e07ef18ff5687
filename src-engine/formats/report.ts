import { strToU8 } from 'fflate'
import { formatShape } from '../shape.ts'
import type { ExportInput } from './export-input.ts'
import { writeCurves } from './report/curves.ts'
import { writeAlarms, writeChanges } from './report/history.ts'
import { facts, html, section, type Html } from './report/html.ts'
import { writeLedger } from './report/ledger.ts'
import type { ReportMaterial } from './report/material.ts'
import { writeExperiment, writeLayers, writeTraining } from './report/network.ts'
import { numberFormats, type NumberFormats } from './report/numbers.ts'
import { writeClasses, writeMetrics } from './report/results.ts'
import { style } from './report/style.ts'
import { fill, wordsIn, type ReportTexts, type ReportWords } from './report/texts.ts'

/** Nothing is fetched and nothing runs, whatever a browser thinks of the rest. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * Everything about a run on one page of HTML: settings, data, curves as pictures, scores, confusion matrix, the first
 * step of training, alarms. It needs no connection, runs no scripts, and prints.
 */
export function encodeReport(input: ExportInput): Uint8Array<ArrayBuffer> {
  const { report } = input
  if (!report) throw new Error('a report needs its material')
  const words = wordsIn(report.language)
  const numbers = numberFormats(report.language)
  const { texts } = words
  const title = `${report.run.name} · #${report.run.number}`
  const page = html`<!doctype html>
    <html lang="${report.language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <header>
          <p class="muted">${texts.report}</p>
          <h1>${title}</h1>
        </header>
        <main>
          ${report.run.note === '' ? null : html`<p class="note">${report.run.note}</p>`}
          ${writeRun(input, report, words, numbers)}
          ${report.dataMissing === null ? null : html`<p class="warning">${fill(texts.dataMissing, { reason: words.spoken(report.dataMissing) })}</p>`}
          ${writeMetrics(report.run.metrics, input.curves, texts, numbers)} ${writeCurves(input.curves, texts, numbers)}
          ${writeClasses(report.classes, texts, numbers)} ${writeLayers(input, texts, numbers)}
          ${writeTraining(input.experiment, texts)} ${writeAlarms(report.alarms, words, numbers)}
          ${writeChanges(report.changes, words, numbers)} ${writeFirstStep(input, report, texts, numbers)}
          ${writeExperiment(input.experiment, texts)}
        </main>
        <footer>${texts.madeBy}</footer>
      </body>
    </html> `
  return strToU8(page.markup)
}

function writeRun(
  input: ExportInput,
  { run }: ReportMaterial,
  { texts, spoken }: ReportWords,
  numbers: NumberFormats,
): Html {
  const { data, experiment, checkpoint, checkpointName } = input
  const { epoch, step } = checkpoint.position
  const moment = (value: number | null) => (value === null ? null : numbers.moment(value))
  const code = (text: string | null) => (text === null ? null : html`<code>${text}</code>`)
  const at = { name: checkpointName, epoch: numbers.count(epoch), step: numbers.count(step) }
  const done = { epoch: numbers.count(run.epoch), epochs: numbers.count(run.epochs), step: numbers.count(run.step) }
  const speed = { time: numbers.seconds(run.seconds), rate: numbers.count(run.samplesPerSecond) }
  return facts([
    [texts.run, `#${run.number} · ${input.run.id}`],
    [texts.status, texts.statuses[run.status] ?? run.status],
    [texts.reason, run.reason && spoken(run.reason)],
    [texts.tags, run.tags.join(', ')],
    [
      run.origin?.kind === 'file' ? texts.fromFile : texts.fromRun,
      run.origin && `${run.origin.name}, ${run.origin.detail}`,
    ],
    [texts.network, run.architecture],
    [texts.parameters, numbers.count(run.parameterCount)],
    [texts.data, experiment.dataset.name],
    [texts.samples, data && numbers.count(data.count)],
    [texts.shapes, `${formatShape(input.model.inputShape)} → ${formatShape(input.model.targetShape)}`],
    [texts.dataHash, data ? code(data.sha256) : texts.unknownData],
    [texts.seed, String(experiment.seed)],
    [texts.precision, experiment.training.precision],
    [texts.engine, input.run.engineVersion],
    [texts.kernel, run.kernel],
    [texts.begun, moment(run.startedAt)],
    [texts.ended, moment(run.finishedAt)],
    [texts.epochs, fill(texts.ofEpochs, done)],
    [texts.time, run.seconds > 0 ? fill(texts.rate, speed) : null],
    [texts.checkpoint, fill(texts.checkpointAt, at)],
    [texts.weights, code(run.weightsSha256)],
  ])
}

function writeFirstStep(
  { experiment }: ExportInput,
  { ledger, dataMissing }: ReportMaterial,
  texts: ReportTexts,
  numbers: NumberFormats,
): Html {
  if (ledger) return writeLedger(experiment, ledger, texts, numbers)
  return dataMissing === null ? section(texts.ledger, html`<p class="muted">${texts.noLedger}</p>`) : html``
}
