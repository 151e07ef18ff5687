import type { CurvePoint } from '../../averaging.ts'
import { roundTicks } from '../../round-ticks.ts'
import { html, type Html } from './html.ts'
import type { Scale } from './scale.ts'

const width = 440
const height = 250
const margin = { left: 58, right: 62, top: 12, bottom: 36 } as const
const [right, bottom] = [width - margin.right, height - margin.bottom]
/** About as many marks stand along an axis. */
const wantedTicks = 4

/** One line of a plot; its look goes by its kind, in `style.ts`. */
export interface PlotLine {
  readonly kind: 'train' | 'validation' | 'rate'
  readonly name: string
  /** At least one, all finite, by step. */
  readonly points: readonly CurvePoint[]
  /** The same before it was averaged, drawn pale behind it; null where it is the same. */
  readonly noise: readonly CurvePoint[] | null
}

export interface PlotSpec {
  readonly title: string
  readonly lines: readonly PlotLine[]
  /** Of the values. */
  readonly scale: Scale
  readonly epochAxis: string
  /** What it shows in one sentence, for those who do not see it. */
  readonly label: string
  readonly value: (value: number) => string
  readonly tick: (value: number) => string
  readonly epochTick: (epoch: number) => string
  /** A moment that is marked, with its words; null for none. */
  readonly mark: { readonly epoch: number; readonly text: string } | null
}

/** Lines over epochs as a picture, with a legend below: the last value stands at the end of each line. */
export function linePlot(plot: PlotSpec): Html {
  const { lines, mark, scale } = plot
  const all = lines.flatMap(({ points, noise }) => [...points, ...(noise ?? [])])
  const [lowest = 0] = scale.ticks
  const lastEpoch = all.reduce((most, { epoch }) => Math.max(most, epoch), 0)
  const x = (epoch: number) => round(margin.left + (lastEpoch === 0 ? 0 : epoch / lastEpoch) * (right - margin.left))
  const y = (value: number) => round(bottom - scale.at(value) * (bottom - margin.top))
  const pathOf = (points: readonly CurvePoint[]) =>
    points.map(({ epoch, value }, i) => `${i === 0 ? 'M' : 'L'}${x(epoch)} ${y(value)}`).join('')

  const grid = scale.ticks.map(
    (value) =>
      html`<line class="grid" x1="${margin.left}" x2="${right}" y1="${y(value)}" y2="${y(value)}" />
        <text x="${margin.left - 6}" y="${y(value) + 4}" text-anchor="end">${plot.tick(value)}</text>`,
  )
  const epochs = roundTicks(0, lastEpoch, wantedTicks).map(
    (epoch) =>
      html`<line class="grid" x1="${x(epoch)}" x2="${x(epoch)}" y1="${bottom}" y2="${bottom + 4}" />
        <text x="${x(epoch)}" y="${bottom + 16}" text-anchor="middle">${plot.epochTick(epoch)}</text>`,
  )
  const noises = lines.flatMap(({ kind, noise }) =>
    noise ? [html`<path class="noise ${kind}" d="${pathOf(noise)}" />`] : [],
  )
  const ends = spread(lines.map(({ points }) => y(points.at(-1)?.value ?? lowest)))
  const drawn = lines.map(
    ({ kind, points }, i) =>
      html`<path class="line ${kind}" d="${pathOf(points)}" />
        <circle
          class="${kind}"
          cx="${x(points.at(-1)?.epoch ?? 0)}"
          cy="${y(points.at(-1)?.value ?? lowest)}"
          r="2.5"
        />
        <text class="${kind}" x="${right + 6}" y="${(ends[i] ?? 0) + 4}"
          >${plot.value(points.at(-1)?.value ?? 0)}</text
        >`,
  )
  const marked =
    mark && html`<line class="mark" x1="${x(mark.epoch)}" x2="${x(mark.epoch)}" y1="${margin.top}" y2="${bottom}" />`
  return html`<figure>
    <h3>${plot.title}</h3>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${plot.label}">
      ${grid}${epochs}
      <text x="${(margin.left + right) / 2}" y="${height - 4}" text-anchor="middle">${plot.epochAxis}</text>
      ${marked}${noises}${drawn}
    </svg>
    <figcaption>
      ${lines.map(({ kind, name }) => legend(`line ${kind}`, name))} ${mark && legend('mark', mark.text)}
    </figcaption>
  </figure>`
}

function legend(look: string, name: string): Html {
  return html`<span class="legend"
    ><svg class="swatch" viewBox="0 0 26 8" aria-hidden="true"><path class="${look}" d="M1 4H25" /></svg>${name}</span
  >`
}

/** Of a text at the end of a line. */
const textHeight = 15

/** Heights of the texts at the lines' ends, pushed apart so that neither covers the other, nor leaves the picture. */
function spread(heights: readonly number[]): readonly number[] {
  const [a = 0, b] = heights
  if (b === undefined || Math.abs(a - b) >= textHeight) return heights
  const half = textHeight / 2
  const centre = Math.max(margin.top + half, Math.min((a + b) / 2, bottom - half))
  return a <= b ? [centre - half, centre + half] : [centre + half, centre - half]
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
