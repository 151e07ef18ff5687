export interface OutputBar {
  /** Place among the outputs, or the class of one output. */
  readonly index: number
  readonly name: string | null
  readonly value: number
  /** Length of the bar, from 0 to 1. */
  readonly share: number
  /** The class that is chosen. */
  readonly best: boolean
}

const mostBars = 12

/**
 * Outputs as bars: of classes each with what it is given, one output telling two apart; of more than fit, the largest
 * first. Numbers that are predicted are measured by the largest of them.
 */
export function outputBars(output: readonly number[], names: readonly string[] | null): OutputBar[] {
  const [only = 0] = output
  const values = names && output.length === 1 ? [1 - only, only] : output
  const best = values.reduce((at, value, i) => (value > (values[at] ?? -Infinity) ? i : at), 0)
  const limit = names ? 1 : values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  const bars = values.map((value, index) => ({
    index,
    name: names?.[index] ?? null,
    value,
    share: limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0,
    best: names !== null && index === best,
  }))
  return bars.length <= mostBars ? bars : bars.sort((a, b) => b.value - a.value).slice(0, mostBars)
}
