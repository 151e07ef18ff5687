import type { ModelInfo } from '../../model-info.ts'
import { roundTicks } from '../../round-ticks.ts'
import { html, muted, section, type Html, type Section } from './html.ts'
import type { ReportedEvaluation, ReportedRegression } from './material.ts'
import { round } from './plot.ts'
import { fill, type ReportWords } from './words.ts'

type Output = ReportedRegression['outputs'][number]

const side = 300
const [left, top, rightRoom, bottomRoom] = [62, 12, 18, 38]

/** Predicted against true values, one picture for each output: on the diagonal they are the same. */
export function writeRegression(
  evaluated: ReportedEvaluation | null,
  { targetNames }: ModelInfo,
  weights: string,
  words: ReportWords,
): Section | null {
  const regression = evaluated?.regression
  if (!regression) return null
  const { texts, numbers } = words
  const part = texts.partsWithin[evaluated.part]
  const errors = regression.outputs.map(({ meanAbsoluteError }) => numbers.value(meanAbsoluteError))
  const shown = regression.outputs[0]?.truth.length ?? 0
  const cut = { shown: numbers.count(shown), count: numbers.count(regression.count) }
  const isOne = regression.outputs.length === 1
  return section(
    'regression',
    texts.regression,
    muted(fill(texts.regressionNote, { part, weights, error: errors.join(', ') })),
    html`<div class="plots">
      ${regression.outputs.map((output, i) => {
        const numbered = isOne ? null : fill(texts.output, { number: numbers.count(i + 1) })
        return scatter(output, targetNames?.[i] ?? numbered, words)
      })}
    </div>`,
    shown < regression.count ? muted(fill(texts.regressionShown, cut)) : null,
  )
}

function scatter({ truth, predicted }: Output, name: string | null, { texts, numbers }: ReportWords): Html {
  const pairs = truth.flatMap((value, i): [number, number][] => {
    const answer = predicted[i] ?? NaN
    return Number.isFinite(value) && Number.isFinite(answer) ? [[value, answer]] : []
  })
  const all = pairs.flat()
  const low = all.reduce((a, b) => Math.min(a, b), Infinity)
  const high = all.reduce((a, b) => Math.max(a, b), -Infinity)
  if (!(low <= high)) return html``
  const air = 0.04 * (high - low || 1)
  const [from, span] = [low - air, high - low + 2 * air]
  const x = (value: number) => round(left + ((value - from) / span) * side)
  const y = (value: number) => round(top + side - ((value - from) / span) * side)
  const marks = roundTicks(low, high, 5).map(
    (value) =>
      html`<line class="grid" x1="${left}" x2="${left + side}" y1="${y(value)}" y2="${y(value)}" />
        <line class="grid" x1="${x(value)}" x2="${x(value)}" y1="${top}" y2="${top + side}" />
        <text x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${numbers.tick(value)}</text>
        <text x="${x(value)}" y="${top + side + 16}" text-anchor="middle">${numbers.tick(value)}</text>`,
  )
  // Points as one path of dots: a circle for each would make the page many times as long.
  const dots = pairs.map(([value, answer]) => `M${x(value)} ${y(answer)}h0`).join('')
  const middle = top + side / 2
  return html`<figure class="scatter">
    ${name && html`<h3>${name}</h3>`}
    <svg
      viewBox="0 0 ${left + side + rightRoom} ${top + side + bottomRoom}"
      role="img"
      aria-label="${texts.regression}"
    >
      ${marks}
      <path class="mark" d="M${left} ${top + side}L${left + side} ${top}" />
      <path class="dots" d="${dots}" />
      <text x="${left + side / 2}" y="${top + side + 34}" text-anchor="middle">${texts.truth}</text>
      <text x="12" y="${middle}" text-anchor="middle" transform="rotate(-90 12 ${middle})">${texts.predicted}</text>
    </svg>
  </figure>`
}
