import type { Name } from './expression.ts'
import { numeral, operator, raised } from './mathml.ts'

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const subscripts = '₀₁₂₃₄₅₆₇₈₉'

export function superscript(value: number): string {
  return inDigits(value, superscripts, '⁻')
}

export function subscript(value: number): string {
  return inDigits(value, subscripts, '₋')
}

/**
 * A number as people read it: `digits` significant digits, no zeros at the end, whole numbers whole, and far from 1 as
 * a power of ten. Minus signs are real ones (−) in plain text.
 */
export function formatNumber(value: number, digits: number): Name {
  if (Number.isNaN(value)) return { plain: 'NaN', latex: '\\mathrm{NaN}', mathml: numeral('NaN') }
  const sign = value < 0
  const size = formatMagnitude(Math.abs(value), digits)
  if (!sign) return size
  return { plain: `−${size.plain}`, latex: `-${size.latex}`, mathml: operator('−') + size.mathml }
}

function formatMagnitude(value: number, digits: number): Name {
  if (value === Infinity) return { plain: '∞', latex: '\\infty', mathml: numeral('∞') }
  if (value === 0 || (Number.isInteger(value) && value < 1e6)) return same(String(value))
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) {
    return same(power >= digits ? value.toFixed(0) : String(Number(value.toPrecision(digits))))
  }
  const short = String(Number(mantissa))
  const exponential = power < 0 ? operator('−') + numeral(-power) : numeral(power)
  const ten = {
    plain: `10${superscript(power)}`,
    latex: `10^{${power}}`,
    mathml: raised(numeral(10), exponential),
  }
  if (short === '1') return ten
  return {
    plain: `${short}·${ten.plain}`,
    latex: `${short}\\cdot ${ten.latex}`,
    mathml: numeral(short) + operator('·') + ten.mathml,
  }
}

function same(text: string): Name {
  return { plain: text, latex: text, mathml: numeral(text) }
}

function inDigits(value: number, digits: string, minus: string): string {
  return Array.from(String(value), (digit) => (digit === '-' ? minus : (digits[Number(digit)] ?? ''))).join('')
}
