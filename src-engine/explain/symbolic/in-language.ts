import type { Language } from '../../words/language.ts'
import { decimalSeparator } from '../../words/numbers.ts'

/**
 * A formula, plain or MathML, with the decimal sign of a language. Where that is the comma, a semicolon sets apart what
 * commas did.
 */
export function inLanguage(formula: string, language: Language): string {
  const decimal = decimalSeparator(language)
  if (decimal === '.') return formula
  return formula
    .replaceAll('<mo>,</mo>', '<mo>;</mo>')
    .replaceAll(', ', '; ')
    .replaceAll(/(?<=\d)\.(?=\d)/g, decimal)
}
