import { describe, expect, it } from 'vitest'
import { createLedger } from '../../../src-engine/explain/ledger.ts'
import type { ExportInput } from '../../../src-engine/formats/export-input.ts'
import { encodeReport } from '../../../src-engine/formats/report.ts'
import { html } from '../../../src-engine/formats/report/html.ts'
import type { ReportMaterial } from '../../../src-engine/formats/report/material.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import type { MetricPoint } from '../../../src-engine/metrics.ts'
import { say, verbatim } from '../../../src-engine/sentence.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { load } from '../datasets/support/load.ts'
import { exportOf, sampleReport } from './support/export.ts'
import { textOf } from './support/text-of.ts'

const layers = [{ type: 'dense', units: 2 }, { type: 'softmax' }].map((spec) => layerSchema.parse(spec))
const plain = exportOf({ signal: { shape: [2], vocabulary: null }, layers })

const write = (input: Partial<ExportInput>, material: Partial<ReportMaterial> = {}) =>
  new TextDecoder('utf-8', { fatal: true }).decode(encodeReport({ ...plain, ...input, report: sampleReport(material) }))

/** What is said of two classes, each known by half. */
const half = { part: 'test' as const, parts: { train: 6, validation: 2, test: 4 }, loss: 0.5, accuracy: 0.5, classes: null, regression: null } // prettier-ignore

/** The worked example of the Momentum article, with its weights in place. */
const article = parseExperiment({
  version: 1,
  name: 'Momentum article',
  dataset: { name: 'inline', inputs: [[0.6, 0.7]], targets: [[0.9]] },
  network: {
    layers: [
      { type: 'dense', units: 3, bias: false, weightInit: { type: 'values', values: [[-1, 1], [2.5, 0.4], [1, -1.5]] } },
      { type: 'sigmoid' },
      { type: 'dense', units: 2, bias: false, weightInit: { type: 'values', values: [[2.2, -1.4, 0.56], [0.34, 1.05, 3.1]] } },
      { type: 'sigmoid' },
      { type: 'dense', units: 1, bias: false, weightInit: { type: 'values', values: [[0.75, -0.22]] } },
      { type: 'sigmoid' },
    ],
  },
  loss: 'half_squared_error',
  optimizer: { type: 'sgd', learningRate: 0.3, momentum: 0.1 },
  training: { epochs: 1, batchSize: 1, shuffle: false, precision: 'float64' },
}) // prettier-ignore

const articleWeights = exportOf({
  signal: { shape: [2], vocabulary: null },
  layers: article.network.layers,
  precision: 'float64',
})

describe('a report', () => {
  it('holds nothing that runs or is fetched, and says so to the browser', () => {
    const page = write({})
    expect(page).toMatch(/^<!doctype html>\s*<html lang="en">/)
    expect(page).toContain('http-equiv="Content-Security-Policy"')
    expect(page).toContain('default-src &#39;none&#39;')
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|\bhref=(?!"#)|\bsrc=|url\(|@import|https?:\/\//i)
    expect(page).toContain('(prefers-color-scheme: dark)')
    expect(page).toContain('@media print')
  })

  it('shows whatever a person has named as text, wherever it stands', () => {
    const trap = `<script>alert("1")</script>'"><img src=x onerror=alert(2)>&amp;`
    const evaluated = {
      ...half,
      classes: {
        names: [trap, 'b'],
        confusion: [[1, 0], [0, 1]],
        scores: [0, 1].map(() => ({ precision: 1, recall: 1, f1: 1, support: 1 })),
      },
    } // prettier-ignore
    const run = { ...sampleReport().run, name: trap, note: trap, reason: verbatim(trap), tags: [trap], kernel: trap }
    const origin = { kind: 'file' as const, name: trap, detail: trap }
    const page = write(
      { experiment: { ...plain.experiment, name: trap }, checkpointName: trap },
      { run: { ...run, origin }, evaluated, dataMissing: verbatim(trap) },
    )
    expect(page).not.toMatch(/<script|<img|onerror=alert\(2\)>(?!&)/)
    const shown = textOf(page)
    // Title, heading, note, reason, what is missing, weights (headline, results, matrix, last section), class (matrix twice,
    // scores), tag, file (twice), kernel.
    expect(shown.split(trap).length - 1).toBe(16)
  })

  it('says in its own language why it ended and what is missing', () => {
    const { run } = sampleReport()
    const missing = say('there is no file {file}', { file: 'a.csv' })
    const reason = say('the loss of the {part} samples became {loss} after step {step}', { part: 'train', loss: 'NaN', step: 7 }) // prettier-ignore
    const told = { run: { ...run, reason }, dataMissing: missing }
    expect(textOf(write({}, told))).toContain('the loss of the train samples became NaN after step 7')
    const russian = textOf(write({}, { ...told, language: 'ru' }))
    expect(russian).toContain('после шага 7 потери стали равны NaN, выборка: обучение')
    expect(russian).toContain('нет того, что по ним вычисляется: нет файла a.csv')
  })

  it('names experiment, seed, data, engine, kernel and weights', () => {
    const shown = textOf(write({}))
    for (const part of [
      'a test · #7',
      'Report of a run · September 21, 2026',
      '2-1 · 3 parameters · Exclusive or (XOR) · 12 samples',
      'Run #7 · rtestrun1',
      'Status Completed',
      'Samples 12',
      `SHA-256 of the data ${'d'.repeat(64)}`,
      'Seed 7',
      'Precision float32, fast',
      'Engine 0.1.0',
      'Kernel reference',
      'Begun September 21, 2026 at 2:13 PM UTC',
      'Trained 3 of 3 epochs, 120 steps',
      'Weights last, epoch 3, step 120',
      `SHA-256 of the last weights ${'e'.repeat(64)}`,
    ]) {
      expect(shown).toContain(part)
    }
  })

  it('holds the experiment as JSON from which it can be trained again', () => {
    const [, json] = /<pre[^>]*>([^]*?)<\/pre>/.exec(write({ ...articleWeights, experiment: article }))!
    expect(parseExperiment(JSON.parse(json!.replaceAll('&quot;', '"')))).toEqual(article)
  })

  it('writes the first step down with the numbers of the Momentum article', () => {
    const { steps } = createLedger({ experiment: article, dataset: load(article.dataset), steps: 1 })
    const shown = textOf(write({ ...articleWeights, experiment: article }, { ledger: steps[0]! })).replaceAll(
      '\u2060',
      '',
    )
    // Delta of the second hidden layer and a weight of the last after the step, as the article has them.
    expect(shown).toContain('δ⁽²⁾₁ δ⁽³⁾₁·w⁽³⁾₁₁·σ′(z⁽²⁾₁) −0.08611·0.75·0.2481 −0.01602')
    expect(shown).toContain('w⁽³⁾₁₁[t+1] w⁽³⁾₁₁ + Δw⁽³⁾₁₁ 0.75 + 0.0140434 0.764043')
    expect(shown).not.toContain('… and')
  })

  it('draws the curves where their numbers are, the last value in words, and skips what is no number', () => {
    const point = (epoch: number, name: MetricPoint['name'], value: number) => ({ step: epoch, epoch, name, value })
    const page = write({
      curves: [
        point(0, 'train.loss', 4),
        point(1, 'train.loss', NaN),
        point(2, 'train.loss', 2),
        point(4, 'train.loss', 0),
        point(4, 'validation.loss', 1),
      ],
    })
    // From (58, 12) down to (378, 214): four epochs and losses from 4 to 0.
    expect(page).toContain('d="M58 12L218 113L378 214"')
    expect(page).toContain('aria-label="Loss by epoch: Training 0.000, Validation 1.000"')
    expect(page).not.toContain('NaN')
    expect(textOf(page)).toContain(
      'The last points of the curves; the last weights were not scored. Part of the data Loss Training 0.000 Validation 1.000',
    )
  })

  it('labels the axes of curves with round numbers', () => {
    const point = (epoch: number, name: MetricPoint['name'], value: number) => ({ step: epoch, epoch, name, value })
    const labelsOf = (name: MetricPoint['name'], ...values: number[]) => {
      const page = write({ curves: values.map((value, epoch) => point(epoch, name, value)) })
      return [...page.matchAll(/text-anchor="end">([^<]+)</g)].map(([, label]) => label)
    }
    expect(labelsOf('train.loss', 0.7312, 0.0000276)).toEqual(['0', '0.2', '0.4', '0.6', '0.8'])
    expect(labelsOf('train.loss', 9.1, 7.7)).toEqual(['7.5', '8', '8.5', '9', '9.5'])
    expect(labelsOf('train.accuracy', 0.341, 0.97)).toEqual(['0%', '50%', '100%'])
  })

  it('tells alarms with their numbers, changes, and scores', () => {
    const evidence = { dead: 5, units: 8, share: 0.625, samples: 128 }
    const metrics = { train: { loss: 0.25, accuracy: 0.5 }, validation: null, test: { loss: Infinity, accuracy: null } }
    const shown = textOf(
      write(
        {},
        {
          run: { ...sampleReport().run, metrics },
          alarms: [{ kind: 'dead_relu', layer: 1, step: 10, clearedAt: 40, evidence }],
          changes: [{ step: 1000, learningRate: 0.05, momentum: null }],
        },
      ),
    )
    expect(shown).toContain('ReLU units are dead 2 steps 10 to 40 dead units 5; units of the layer 8; share 62.50%')
    expect(shown).toContain('1,000 0.05 —')
    expect(shown).toContain('Training 0.2500 50.00% Test infinity —')
  })

  it('is Russian from the heading to the numbers, if asked', () => {
    const metrics = { train: { loss: 0.25, accuracy: 0.5 }, validation: null, test: null }
    const page = write({ data: null }, { language: 'ru', run: { ...sampleReport().run, metrics } })
    expect(page).toContain('<html lang="ru">')
    const shown = textOf(page)
    expect(shown).toContain('Состояние Завершён')
    expect(shown).toContain('неизвестны: веса пришли без сведений о данных')
    expect(shown).toContain('Обучение 0,2500 50,00 %')
    expect(shown).not.toMatch(/\b(Status|Loss|Accuracy|Layers|Samples)\b/)
  })
})

describe('a piece of a page', () => {
  it('escapes texts, in attributes too, and lets pieces of pages through', () => {
    const inner = html`<b>${'<&>'}</b>`
    const page = html`<p title="${'"\'<'}">${inner}${[inner, inner]}${null}${7}</p>`
    expect(page.markup.replace(/\s+/g, '')).toBe(
      '<ptitle="&quot;&#39;&lt;"><b>&lt;&amp;&gt;</b><b>&lt;&amp;&gt;</b><b>&lt;&amp;&gt;</b>7</p>',
    )
    expect(html`${'a\u0000b\u001bc\n'}`.markup).toBe('abc\n')
  })
})
