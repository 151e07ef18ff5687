import { useCellWords } from '../../components/confusion/use-cell-words.ts'
import type { Cell } from '../../components/confusion/confusion.ts'
import { useFormat } from '../../format/use-format.ts'
import { useText } from '../../i18n/use-text.ts'
import { countAt, haveSameTotals, shareAt, type Matrix } from './confusion-matrices.ts'

/** The cells of a matrix in words: by themselves, or by their difference from those of another. */
export function useMatrixWords() {
  const { t } = useText()
  const format = useFormat()
  const words = useCellWords()

  /** With its sign, so that colour is never alone: `+12`, or `−1.5 pp` where the runs were given other samples. */
  function difference(matrix: Matrix, reference: Matrix, cell: Cell): string {
    if (haveSameTotals(matrix, reference)) return signed(countAt(matrix, cell) - countAt(reference, cell), format.large)
    const points = 100 * (shareAt(matrix, cell) - shareAt(reference, cell))
    return signed(points, (value) => t('compare.confusion.points', { value: format.setting(Number(value.toFixed(1))) }))
  }

  function signed(value: number, show: (size: number) => string): string {
    if (value === 0) return show(0)
    return `${value < 0 ? '−' : '+'}${show(Math.abs(value))}`
  }

  return {
    /** As little as fits into a cell. */
    short: (matrix: Matrix, reference: Matrix | null, cell: Cell): string =>
      reference ? difference(matrix, reference, cell) : format.large(countAt(matrix, cell)),
    count: (matrix: Matrix, reference: Matrix | null, cell: Cell): string => {
      const values = { count: format.count(countAt(matrix, cell)), share: format.share(shareAt(matrix, cell)) }
      const own = t('compare.confusion.count', values)
      return reference ? `${own} · ${difference(matrix, reference, cell)}` : own
    },
    full: (matrix: Matrix, reference: Matrix | null, cell: Cell): string => {
      const own = words(matrix.classes.names, cell, countAt(matrix, cell), shareAt(matrix, cell))
      return reference ? `${own}; ${difference(matrix, reference, cell)}` : own
    },
    name: ({ classes }: Matrix, { truth, predicted }: Cell): string =>
      t('compare.confusion.cell', { truth: classes.names[truth] ?? '', predicted: classes.names[predicted] ?? '' }),
  }
}
