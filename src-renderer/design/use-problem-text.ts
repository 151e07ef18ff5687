import type { Problem } from '../../src-engine/problem.ts'
import { formatShape, sameShape } from '../../src-engine/shape.ts'
import { useText } from '../i18n/use-text.ts'
import { useDesign } from '../stores/design.ts'
import { valueAt } from './set-at.ts'

/**
 * A problem as a sentence beside its field: what is wrong and what would be right.
 *
 * Those a person meets while building are said in their language, told apart by where they are; the rest is said in the
 * engine's own words.
 */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useText()
  const design = useDesign()

  return (problem) => {
    const { path, message, remedy } = problem
    const [root, key, index, inner] = path
    const { layers } = design.experiment.network
    if (root === 'network' && layers.length === 0) return t('design.problems.noLayers')
    if (root === 'dataset' && key === 'split') return t('design.problems.split')
    if (root === 'dataset' && valueAt(design.experiment, path) === '') return t('design.problems.noFile')
    if (root === 'loss') return t(`design.problems.loss.${design.experiment.loss}`)
    if (root === 'network' && index === layers.length - 1 && inner === undefined) {
      const found = design.report?.layers.at(-1)?.outputShape
      const needed = design.data.facts?.targetShape
      if (found && needed && !sameShape(found, needed)) {
        return t('design.problems.shape', { found: formatShape(found), needed: formatShape(needed) })
      }
      if (layers.at(-1)?.type === 'softmax') return t('design.problems.softmaxOfOne')
    }
    const sentence = remedy === '' ? message : `${message}; ${remedy}`
    return sentence.charAt(0).toUpperCase() + sentence.slice(1)
  }
}
