import type { Name } from './expression.ts'

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
  if (Number.isNaN(value)) return { plain: 'NaN', latex: '\\mathrm{NaN}' }
  const sign = value < 0
  const { plain, latex } = formatMagnitude(Math.abs(value), digits)
  return { plain: sign ? `−${plain}` : plain, latex: sign ? `-${latex}` : latex }
}

function formatMagnitude(value: number, digits: number): Name {
  if (value === Infinity) return { plain: '∞', latex: '\\infty' }
  if (value === 0 || (Number.isInteger(value) && value < 1e6)) return same(String(value))
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) {
    return same(power >= digits ? value.toFixed(0) : String(Number(value.toPrecision(digits))))
  }
  const short = String(Number(mantissa))
  if (short === '1') return { plain: `10${superscript(power)}`, latex: `10^{${power}}` }
  return { plain: `${short}·10${superscript(power)}`, latex: `${short}\\cdot 10^{${power}}` }
}

function same(text: string): Name {
  return { plain: text, latex: text }
}

function inDigits(value: number, digits: string, minus: string): string {
  return Array.from(String(value), (digit) => (digit === '-' ? minus : (digits[Number(digit)] ?? ''))).join('')
}
