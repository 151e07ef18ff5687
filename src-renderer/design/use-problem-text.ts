import type { Problem } from '../../src-engine/problem.ts'
import { formatShape, sameShape } from '../../src-engine/shape.ts'
import { useText } from '../i18n/use-text.ts'
import { useDesign } from '../stores/design.ts'
import { valueAt } from './set-at.ts'
import { useTerms } from './use-terms.ts'

/**
 * A problem as a sentence beside its field: what is wrong and what would be right.
 *
 * Those a person meets while building are said in their language, told apart by where they are; the rest is said in the
 * engine's own words.
 */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useText()
  const design = useDesign()
  const terms = useTerms()

  /** What does not fit between a layer and what it gets. */
  function layerProblem(index: number, inner: string | number | undefined): string | null {
    const spec = design.experiment.network.layers[index]
    const report = design.report?.layers[index]
    if (!spec || !report?.inputShape || report.outputShape) return null
    const { inputShape } = report
    const [, ...image] = inputShape
    const values = { layer: terms.layer(spec.type), found: formatShape(inputShape), image: formatShape(image) }
    if (spec.type === 'embedding') return t('design.problems.needsWords', values)
    if (index === 0 && design.data.facts?.vocabulary) return t('design.problems.needsEmbedding', values)
    if (inputShape.length !== 3) return t('design.problems.needsImage', values)
    return inner === 'kernel' || inner === 'size' ? t('design.problems.tooLarge', values) : null
  }

  return (problem) => {
    const { path, message, remedy } = problem
    const [root, key, index, inner] = path
    const { layers } = design.experiment.network
    if (root === 'network' && layers.length === 0) return t('design.problems.noLayers')
    if (root === 'dataset' && key === 'split') return t('design.problems.split')
    if (root === 'dataset' && valueAt(design.experiment, path) === '') {
      return t(key === 'text' ? 'design.problems.noText' : 'design.problems.noFile')
    }
    if (root === 'training' && key === 'negativeSampling' && path.length === 2) {
      return t('design.problems.negativeSampling')
    }
    if (root === 'loss') return t(`design.problems.loss.${design.experiment.loss}`)
    const ofLayer = root === 'network' && typeof index === 'number' ? layerProblem(index, inner) : null
    if (ofLayer) return ofLayer
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
