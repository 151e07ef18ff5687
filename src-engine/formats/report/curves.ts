import type { MetricName, MetricPoint } from '../../metrics.ts'
import { html, section, type Html } from './html.ts'
import type { NumberFormats } from './numbers.ts'
import { fill, type ReportTexts } from './texts.ts'

const width = 480
const height = 240
const margin = { left: 64, right: 68, top: 14, bottom: 34 } as const
/** About as many lines lie across a plot. */
const wantedTicks = 4

/** The curves of a run as pictures: training solid, validation dashed, the last value at the end of each line. */
export function writeCurves(points: readonly MetricPoint[], texts: ReportTexts, numbers: NumberFormats): Html {
  const plots = (['loss', 'accuracy'] as const).flatMap((curve) => {
    const lines = (['train', 'validation'] as const).flatMap((part) => {
      const name: MetricName = `${part}.${curve}`
      const own = points.filter((point) => point.name === name && Number.isFinite(point.value))
      return own.length === 0 ? [] : [{ part, points: own }]
    })
    return lines.length === 0 ? [] : [plot(curve, lines, texts, numbers)]
  })
  return section(
    texts.curves,
    plots.length === 0
      ? null
      : html`<div class="plots">${plots}</div>
          <p class="muted">${texts.curveNote}</p>`,
  )
}

interface Line {
  readonly part: 'train' | 'validation'
  /** At least one, all finite, by step. */
  readonly points: readonly MetricPoint[]
}

function plot(curve: 'loss' | 'accuracy', lines: readonly Line[], texts: ReportTexts, numbers: NumberFormats): Html {
  const all = lines.flatMap(({ points }) => points)
  const format = curve === 'loss' ? numbers.value : numbers.share
  const values = ticksOver(rangeOf(all.map(({ value }) => value)))
  const [lowest, highest] = [values[0] ?? 0, values.at(-1) ?? 1]
  const lastEpoch = all.reduce((most, { epoch }) => Math.max(most, epoch), 0)
  const right = width - margin.right
  const bottom = height - margin.bottom
  const x = (epoch: number) => round(margin.left + (lastEpoch === 0 ? 0 : epoch / lastEpoch) * (right - margin.left))
  const y = (value: number) => round(bottom - ((value - lowest) / (highest - lowest)) * (bottom - margin.top))

  const grid = values.map(
    (value) =>
      html`<line class="grid" x1="${margin.left}" x2="${right}" y1="${y(value)}" y2="${y(value)}" />
        <text x="${margin.left - 6}" y="${y(value) + 4}" text-anchor="end">${tick(value, curve, numbers)}</text>`,
  )
  const epochs = [0, Math.round(lastEpoch / 2), lastEpoch].map(
    (epoch) =>
      html`<text x="${x(epoch)}" y="${bottom + 16}" text-anchor="middle">${numbers.setting(round(epoch))}</text>`,
  )
  const ends = spread(lines.map(({ points }) => y(points.at(-1)?.value ?? lowest)))
  const drawn = lines.map(({ part, points }, i) => {
    const path = points.map(({ epoch, value }, at) => `${at === 0 ? 'M' : 'L'}${x(epoch)} ${y(value)}`).join('')
    const end = format(points.at(-1)?.value ?? null)
    return html`<path class="line ${part}" d="${path}" />
      <text class="${part}" x="${right + 5}" y="${(ends[i] ?? 0) + 4}">${end}</text>`
  })
  const told = lines.map(({ part, points }) =>
    fill(texts.lineEnd, { part: texts.parts[part], value: format(points.at(-1)?.value ?? null) }),
  )
  const label = fill(texts.curveOf, { curve: texts[curve], lines: told.join(', ') })
  return html`<figure>
    <h3>${texts[curve]}</h3>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
      ${grid}${epochs}
      <text x="${(margin.left + right) / 2}" y="${height - 4}" text-anchor="middle">${texts.epochAxis}</text>
      ${drawn}
    </svg>
    <figcaption class="muted">${told.join(' · ')}</figcaption>
  </figure>`
}

function tick(value: number, curve: 'loss' | 'accuracy', numbers: NumberFormats): string {
  return curve === 'accuracy' ? numbers.wholeShare(value) : numbers.setting(Number(value.toPrecision(3)))
}

/** From the smallest to the largest value, from 0 where that is near, and never nothing between them. */
function rangeOf(values: readonly number[]): [number, number] {
  const lowest = values.reduce((a, b) => Math.min(a, b))
  const highest = values.reduce((a, b) => Math.max(a, b))
  if (highest > lowest) return [lowest >= 0 && lowest < highest / 2 ? 0 : lowest, highest]
  const reach = Math.abs(lowest) * 0.1 || 0.5
  return [lowest - reach, highest + reach]
}

/** Round numbers, a step of 1, 2 or 5 · 10ⁿ apart, from the last one before the range to the first one behind it. */
function ticksOver([lowest, highest]: readonly [number, number]): readonly number[] {
  const rough = (highest - lowest) / wantedTicks
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10)
  const [first, last] = [Math.floor(lowest / step), Math.ceil(highest / step)]
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** Heights of the texts at the lines' ends, pushed apart so that neither covers the other. */
function spread(heights: readonly number[]): readonly number[] {
  const [a = 0, b] = heights
  if (b === undefined || Math.abs(a - b) >= 13) return heights
  const middle = (a + b) / 2
  return a <= b ? [middle - 6.5, middle + 6.5] : [middle + 6.5, middle - 6.5]
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
