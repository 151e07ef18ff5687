import { beside, type Problem } from '../../src-engine/problem.ts'
import { useSentences } from '../i18n/use-sentences.ts'
import { useText } from '../i18n/use-text.ts'
import { useDesign } from '../stores/design.ts'
import { valueAt } from './set-at.ts'

/**
 * A problem as a sentence beside its field: what is wrong and what would be right.
 *
 * The lab's own words, except where the form shows something else than the file holds.
 */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useText()
  const { spoken } = useSentences()
  const design = useDesign()

  return (problem) => {
    const [root, key] = problem.path
    if (root === 'network' && design.experiment.network.layers.length === 0) return t('design.problems.noLayers')
    if (root === 'dataset' && key === 'split') return t('design.problems.split')
    if (root === 'dataset' && valueAt(design.experiment, problem.path) === '') {
      return t(key === 'text' ? 'design.problems.noText' : 'design.problems.noFile')
    }
    const { set } = problem.message.values
    if (problem.path.length === 1 && (set === 'mnist' || set === 'fashion-mnist')) {
      return t('design.problems.notDownloaded', { name: t(`downloads.names.${set}`) })
    }
    const sentence = spoken(beside(problem))
    return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1)
  }
}
