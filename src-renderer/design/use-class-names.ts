import type { Evaluation, ModelInfo } from '../../src-main/protocol.ts'
import { useTerms } from './use-terms.ts'

/** Classes in the person's language, where they are of data the lab makes; words of a text are classes too, and stay words. */
export function useClassNames() {
  const terms = useTerms()

  return {
    ofModel: ({ classNames, vocabulary }: Pick<ModelInfo, 'classNames' | 'vocabulary'>): readonly string[] | null =>
      vocabulary === null ? (classNames?.map(terms.className) ?? null) : classNames,

    /** An evaluation whose classes are named so. @param dataset the name of the kind of data */
    inEvaluation(evaluation: Evaluation, dataset: string): Evaluation {
      const { classes } = evaluation
      if (!classes || dataset === 'text') return evaluation
      return { ...evaluation, classes: { ...classes, names: classes.names.map(terms.className) } }
    },
  }
}
