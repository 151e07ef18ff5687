import { strToU8 } from 'fflate'
import type { ExportInput } from './export-input.ts'
import { writeClasses } from './report/classes.ts'
import { writeCurves } from './report/curves.ts'
import { writeData } from './report/data.ts'
import { headline } from './report/headline.ts'
import { writeAlarms, writeChanges } from './report/history.ts'
import { html, muted, section, type Html, type Section } from './report/html.ts'
import { writeLayers } from './report/layers.ts'
import { writeLedger } from './report/ledger.ts'
import type { ReportMaterial } from './report/material.ts'
import { writeRegression } from './report/regression.ts'
import { writeRepeat } from './report/repeat.ts'
import { writeResults } from './report/results.ts'
import { termOf } from './report/settings.ts'
import { style } from './report/style.ts'
import { writeTraining } from './report/training.ts'
import { writeWordVectors } from './report/word-vectors.ts'
import { checkpointNamed, fill, wordsIn, type ReportWords } from './report/words.ts'

/** Nothing is fetched and nothing runs, whatever a browser thinks of the rest. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * Everything about a run on one page of HTML: what came out, curves as pictures, scores, what the network says of the
 * data, the network, data and training in words, alarms, the first step of training, and the experiment file. It needs
 * no connection, runs no scripts, and prints; the experiment file is printed if it is unfolded.
 */
export function encodeReport(input: ExportInput): Uint8Array<ArrayBuffer> {
  const { report } = input
  if (!report) throw new Error('a report needs its material')
  const words = wordsIn(report.language)
  const { texts } = words
  const sections = sectionsOf(input, report, words)
  const page = html`<!doctype html>
    <html lang="${report.language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${titleOf(report)}</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        ${writeHeader(input, report, words)}
        <nav aria-label="${texts.contents}">
          <ol>
            ${sections.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}
          </ol>
        </nav>
        <main>
          ${sections.map(
            ({ id, heading, content }) =>
              html`<section id="${id}">
                <h2>${heading}</h2>
                ${content}
              </section>`,
          )}
        </main>
        <footer>${fill(texts.madeBy, { version: input.run.engineVersion })}</footer>
      </body>
    </html> `
  return strToU8(page.markup)
}

const titleOf = ({ run }: ReportMaterial): string => `${run.name} · #${run.number}`

function writeHeader(input: ExportInput, report: ReportMaterial, words: ReportWords): Html {
  const { run, dataMissing } = report
  const { texts, numbers, plural, spoken } = words
  const day = run.finishedAt ?? run.startedAt
  const of = [
    run.architecture,
    plural(texts.parametersIn, run.parameterCount),
    termOf(words, 'datasets', input.experiment.dataset.name),
    ...(input.data ? [plural(texts.samplesIn, input.data.count)] : []),
  ]
  return html`<header>
    <p class="muted">${[texts.report, ...(day === null ? [] : [numbers.day(day)])].join(' · ')}</p>
    <h1>${titleOf(report)}</h1>
    <p class="result">${headline(input, report, words)}</p>
    ${muted(of.join(' · '))} ${run.note === '' ? null : html`<p class="note">${run.note}</p>`}
    ${run.reason && html`<p class="warning">${fill(texts.reason, { reason: spoken(run.reason) })}</p>`}
    ${dataMissing && html`<p class="warning">${fill(texts.dataMissing, { reason: spoken(dataMissing) })}</p>`}
  </header>`
}

function sectionsOf(input: ExportInput, report: ReportMaterial, words: ReportWords): readonly Section[] {
  const { experiment, checkpointName } = input
  const { evaluated, alarms, changes } = report
  const weights = checkpointNamed(checkpointName, words)
  return [
    writeResults(input, report, words),
    writeCurves(input, report, words),
    writeClasses(evaluated, weights, experiment.dataset, words),
    writeRegression(evaluated, input.model, weights, words),
    writeWordVectors(input, weights, words),
    writeLayers(input, words),
    writeData(input, evaluated, words),
    writeTraining(experiment, words),
    writeAlarms(alarms, words),
    writeChanges(changes, words),
    writeFirstStep(input, report, words),
    writeRepeat(input, report, words),
  ].filter((one) => one !== null)
}

function writeFirstStep(
  { experiment }: ExportInput,
  { ledger, dataMissing }: ReportMaterial,
  words: ReportWords,
): Section | null {
  if (ledger) return writeLedger(experiment, ledger, words)
  return dataMissing === null ? section('ledger', words.texts.ledger, muted(words.texts.noLedger)) : null
}
