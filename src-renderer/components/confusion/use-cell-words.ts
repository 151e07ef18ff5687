import { useFormat } from '../../format/use-format.ts'
import { useText } from '../../i18n/use-text.ts'
import type { Cell } from './confusion.ts'

/** A cell of a confusion matrix in words: `cat taken for dog: 12, 3.20% of cat`. */
export function useCellWords(): (names: readonly string[], cell: Cell, count: number, share: number) => string {
  const { t } = useText()
  const format = useFormat()
  return (names, { truth, predicted }, count, share) =>
    t('evaluate.cell', {
      truth: names[truth] ?? String(truth),
      predicted: names[predicted] ?? String(predicted),
      count: format.count(count),
      share: format.share(share),
    })
}
