/** A slider's range. `log`: equal distances are equal factors; `complement`: the same of 1 − value, for momentum. */
export interface SliderRange {
  readonly from: number
  readonly to: number
  readonly scale: 'linear' | 'log' | 'complement'
}

/** Where `value` stands on the slider, from 0 to 1; values outside the range stand at its ends. */
export function positionOf(value: number, { from, to, scale }: SliderRange): number {
  const [start, end, at] = [from, to, value].map((each) => spread(each, scale)) as [number, number, number]
  const position = (at - start) / (end - start)
  return Number.isNaN(position) ? 0 : Math.min(1, Math.max(0, position))
}

/** The value at a position from 0 to 1, in two digits that count: nobody means 0.09772. */
export function valueAtPosition(position: number, { from, to, scale }: SliderRange): number {
  const start = spread(from, scale)
  const at = start + position * (spread(to, scale) - start)
  if (scale === 'log') return twoDigits(10 ** at)
  if (scale === 'complement') return Number((1 - twoDigits(10 ** -at)).toFixed(10))
  const place = 10 ** Math.ceil(-Math.log10(to - from) + 2)
  return Math.round(at * place) / place
}

function spread(value: number, scale: SliderRange['scale']): number {
  if (scale === 'log') return Math.log10(value)
  if (scale === 'complement') return -Math.log10(1 - value)
  return value
}

function twoDigits(value: number): number {
  return Number(value.toPrecision(2))
}
