import { inLanguage } from '../../../src-engine/explain/symbolic/in-language.ts'
import { formatNumber } from '../../../src-engine/explain/symbolic/number-format.ts'
import type { LedgerTable } from '../../../src-main/protocol.ts'
import type { Language } from '../../i18n/messages.ts'
import { separatedValues } from '../../components/saving/separated-values.ts'

/** As in the formulas: a real minus, powers of ten where the number is far from 1. */
export function numberText(value: number, digits: number, language: Language): string {
  return inLanguage(formatNumber(value, digits).plain, language)
}

export type CopyForm = 'text' | 'csv' | 'latex'

/** What is shown of a table, to be put elsewhere: text and CSV with every digit, LaTeX as it is shown. */
export function tableText({ name, values }: LedgerTable, form: CopyForm, digits: number): string {
  if (form !== 'latex') return separatedValues(values, form === 'csv' ? ',' : '\t')
  const rows = values.map((row) => row.map((value) => formatNumber(value, digits).latex).join(' & '))
  return `${name.latex} = \\begin{pmatrix}\n  ${rows.join(' \\\\\n  ')}\n\\end{pmatrix}\n`
}
