import type { RunSummary } from '../../../src-main/protocol.ts'
import { useFormat } from '../../format/use-format.ts'
import { useText } from '../../i18n/use-text.ts'

export interface CameFrom {
  readonly kind: 'imported' | 'forked'
  /** The file or run, in as few words as can be. */
  readonly from: string
  /** All that is known of it. */
  readonly about: string
}

/** Where the first weights of a run are from, in the person's language. */
export function useRunOrigin() {
  const { t } = useText()
  const format = useFormat()

  /** Null where it began from weights of its own. */
  function of({ origin, imported }: Pick<RunSummary, 'origin' | 'imported'>): CameFrom | null {
    if (imported) {
      const { file, run, checkpoint } = imported
      const kind = t(`carrying.import.kinds.${imported.format}`)
      const from =
        run === null ? '' : t('carrying.import.runCheckpoint', { run, checkpoint: checkpoint ?? t('common.none') })
      const about = [t('runs.came.file', { file }), kind, from].filter(Boolean).join('\n')
      return { kind: 'imported', from: file, about }
    }
    if (!origin) return null
    const { number, name, checkpoint, step } = origin
    const about = t('runs.came.run', { number, name, checkpoint, step: format.count(step) })
    return { kind: 'forked', from: `#${number} ${name}`, about }
  }

  return { of }
}
