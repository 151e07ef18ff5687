/** Which limits of a range are outside it. */
export type Exclusive = boolean | 'min' | 'max'

/** What a number typed by a person may be. */
export interface NumberRange {
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** The limits themselves are not allowed; `min` or `max`: only this one is not. */
  readonly exclusive?: Exclusive | undefined
  readonly integer?: boolean | undefined
}

export type NumberProblem = 'notANumber' | 'notWhole' | 'tooSmall' | 'tooLarge' | 'mustBeAbove' | 'mustBeBelow'

export type NumberEntry =
  { readonly value: number; readonly problem: null } | { readonly value: null; readonly problem: NumberProblem }

const pattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

const groupedByCommas = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/

/**
 * Reads `0.1`, «0,1», `1e-3`, `−2`, `60 000`; digits may be grouped by spaces.
 *
 * @param decimal the sign between whole part and fraction in the person's language: where it is the point, `60,000`
 *   is sixty thousand; any other comma is a decimal one
 */
export function readNumber(text: string, range: NumberRange, decimal: string): NumberEntry {
  const compact = text.replace(/[\s_]/g, '').replace(/−/g, '-')
  const grouped = decimal === '.' && groupedByCommas.test(compact)
  const plain = grouped ? compact.replace(/,/g, '') : compact.replace(',', '.')
  const value = pattern.test(plain) ? Number(plain) : NaN
  const problem = Number.isFinite(value) ? problemOf(value, range) : 'notANumber'
  return problem ? { value: null, problem } : { value, problem: null }
}

function problemOf(value: number, { min, max, exclusive, integer }: NumberRange): NumberProblem | null {
  if (integer && !Number.isInteger(value)) return 'notWhole'
  const [aboveMin, belowMax] = [exclusive === true || exclusive === 'min', exclusive === true || exclusive === 'max']
  if (min !== undefined && value < min) return aboveMin ? 'mustBeAbove' : 'tooSmall'
  if (max !== undefined && value > max) return belowMax ? 'mustBeBelow' : 'tooLarge'
  if (aboveMin && value === min) return 'mustBeAbove'
  if (belowMax && value === max) return 'mustBeBelow'
  return null
}

/** How the arrow keys move: by a fixed step, or along 1, 2, 5, 10, 20 … as learning rates are tried. */
export type Stepping = { readonly kind: 'linear'; readonly step: number } | { readonly kind: 'decades' }

/** The value one step up or down, held inside the range; large steps are ten small ones, or a whole decade. */
export function stepNumber(
  value: number,
  direction: 1 | -1,
  large: boolean,
  stepping: Stepping,
  range: NumberRange,
): number {
  const moved =
    stepping.kind === 'linear'
      ? clean(value + direction * stepping.step * (large ? 10 : 1))
      : stepDecades(value, direction, large)
  const held = Math.min(range.max ?? Infinity, Math.max(range.min ?? -Infinity, moved))
  return problemOf(held, range) ? value : held
}

const marks = [1, 2, 5]

function stepDecades(value: number, direction: 1 | -1, large: boolean): number {
  if (!(value > 0)) return direction > 0 ? 1e-4 : value
  if (large) return clean(value * 10 ** direction)
  const exponent = Math.floor(Math.log10(value))
  const candidates = [exponent - 1, exponent, exponent + 1].flatMap((e) => marks.map((mark) => clean(mark * 10 ** e)))
  const next =
    direction > 0
      ? candidates.find((one) => one > value * (1 + 1e-9))
      : candidates.findLast((one) => one < value * (1 - 1e-9))
  return next ?? value
}

/** Rounds away what binary fractions leave: 0.1 + 0.2 → 0.3. */
function clean(value: number): number {
  return Number(value.toPrecision(12))
}
