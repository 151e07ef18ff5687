import { beside, formatPath, type Problem } from '../../src-engine/problem.ts'
import { useSentences } from '../i18n/use-sentences.ts'
import { useText } from '../i18n/use-text.ts'
import { useDesign } from '../stores/design.ts'
import { valueAt } from './set-at.ts'
import { useSettingWords } from './use-setting-words.ts'

/**
 * A problem as a sentence beside its field: what is wrong and what would be right.
 *
 * The lab's own words, except where the form shows something else than the file holds.
 */
export function useProblemText(): (problem: Problem) => string {
  const { spoken } = useSentences()
  const inForm = useFormProblem()

  return (problem) => {
    const sentence = inForm(problem) ?? spoken(beside(problem))
    return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1)
  }
}

/** A problem of the design away from its field: where, by the form's words, and the same sentence. */
export function useProblemLine(): (problem: Problem) => string {
  const { spoken } = useSentences()
  const words = useSettingWords()
  const inForm = useFormProblem()

  return (problem) => `${words.nameOf(formatPath(problem.path))}: ${inForm(problem) ?? spoken(beside(problem))}`
}

/** Where the form shows something else than the file holds: its own words for it, else null. */
function useFormProblem(): (problem: Problem) => string | null {
  const { t } = useText()
  const design = useDesign()

  return ({ path, message }) => {
    const [root, key] = path
    if (root === 'network' && design.experiment.network.layers.length === 0) return t('design.problems.noLayers')
    if (root === 'dataset' && key === 'split') return t('design.problems.split')
    if (root === 'dataset' && valueAt(design.experiment, path) === '') {
      return t(key === 'text' ? 'design.problems.noText' : 'design.problems.noFile')
    }
    const { set } = message.values
    if (path.length === 1 && (set === 'mnist' || set === 'fashion-mnist')) {
      return t('design.problems.notDownloaded', { name: t(`downloads.names.${set}`) })
    }
    return null
  }
}
