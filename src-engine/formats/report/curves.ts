import { averaged, evened } from '../../averaging.ts'
import { isRateConstant } from '../../learning-rate.ts'
import type { MetricPoint } from '../../metrics.ts'
import { ratePoints } from '../../rate-points.ts'
import type { ExportInput } from '../export-input.ts'
import { html, muted, section, type Html, type Section } from './html.ts'
import type { ReportMaterial } from './material.ts'
import { linePlot, type PlotLine, type PlotSpec } from './plot.ts'
import { evenScale, lossScale } from './scale.ts'
import { fill, type ReportWords } from './words.ts'

/** About as many points as make a calm line across a picture on paper. */
const acrossPaper = 60

/** Beyond it, axes that end at round numbers would not be finite. */
const largest = 1e300

/** The curves of a run as pictures: training solid, validation dashed, the best epoch marked; and its learning rate. */
export function writeCurves(
  { curves, experiment }: Pick<ExportInput, 'curves' | 'experiment'>,
  { run, changes, bestEpoch }: ReportMaterial,
  words: ReportWords,
): Section | null {
  const { texts, numbers } = words
  const stepsPerEpoch = Math.max(1, run.totalSteps / run.epochs)
  const best = bestEpoch === null || bestEpoch === 0 ? null : bestEpoch
  const mark = best === null ? null : { epoch: best, text: fill(texts.bestAt, { epoch: numbers.count(best) }) }
  const metrics = (['loss', 'accuracy'] as const).flatMap((metric) => {
    const lines = (['train', 'validation'] as const).flatMap((part) =>
      lineOf(part, metric, { curves, stepsPerEpoch }, words),
    )
    return lines.length === 0 ? [] : [{ metric, lines }]
  })
  if (metrics.length === 0) return null
  const plots = metrics.map(({ metric, lines }) => draw({ title: texts[metric], lines, mark }, metric, words))
  const isEvened = metrics.some(({ lines }) => lines.some(({ noise }) => noise !== null))

  const isRateDrawn = run.step > 0 && !(isRateConstant(experiment.optimizer) && changes.length === 0)
  if (isRateDrawn) {
    const points = ratePoints({ ...experiment, changes, epochs: run.epochs, stepsPerEpoch, step: run.step })
    const lines: PlotLine[] = [{ kind: 'rate', name: texts.rate, points, noise: null }]
    plots.push(draw({ title: texts.rate, lines, mark: null }, 'rate', words))
  }
  const notes = `${texts.curveNote}${isEvened ? ` ${texts.evenedNote}` : ''}`
  return section('curves', texts.curves, html`<div class="plots">${plots}</div>`, muted(notes))
}

function lineOf(
  part: 'train' | 'validation',
  metric: 'loss' | 'accuracy',
  { curves, stepsPerEpoch }: { readonly curves: readonly MetricPoint[]; readonly stepsPerEpoch: number },
  { texts }: ReportWords,
): PlotLine[] {
  const own = curves.filter(({ name, value }) => name === `${part}.${metric}` && Math.abs(value) < largest)
  if (own.length === 0) return []
  const calm = { points: acrossPaper, stepsPerEpoch }
  const points = part === 'train' ? averaged(own, calm) : own
  // Of accuracy, single batches are a solid block: a batch of one is right or wrong.
  const noise = points === own || metric === 'accuracy' ? null : evened(own, Infinity, calm)
  return [{ kind: part, name: texts.parts[part], points, noise }]
}

function draw(
  plot: Pick<PlotSpec, 'title' | 'lines' | 'mark'>,
  metric: 'loss' | 'accuracy' | 'rate',
  { texts, numbers }: ReportWords,
): Html {
  const value = metric === 'accuracy' ? numbers.share : numbers.value
  const points = plot.lines.flatMap((line) => line.points.map((point) => point.value))
  const all = [...points, ...plot.lines.flatMap(({ noise }) => (noise ?? []).map((point) => point.value))]
  const loss = metric === 'loss' ? lossScale(points, all) : null
  const title = loss?.isLogarithmic ? fill(texts.logarithmic, { curve: plot.title }) : plot.title
  const told = plot.lines.map(({ name, points }) =>
    fill(texts.lineEnd, { part: name, value: value(points.at(-1)?.value ?? null) }),
  )
  return linePlot({
    ...plot,
    title,
    scale: loss ?? evenScale(all),
    epochAxis: texts.epochAxis,
    label: fill(texts.curveOf, { curve: plot.title, lines: told.join(', ') }),
    value,
    tick: metric === 'accuracy' ? numbers.percent : numbers.tick,
    epochTick: numbers.tick,
  })
}
