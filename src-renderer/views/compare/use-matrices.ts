import { computed, ref } from 'vue'
import { useClassNames } from '../../design/use-class-names.ts'
import { useText } from '../../i18n/use-text.ts'
import { cellSize, matrixOf, reachOf, sharedNames, whyNoMatrix } from './confusion-matrices.ts'
import type { EvaluatedRun } from './use-evaluations-of.ts'
import { useMatrixWords } from './use-matrix-words.ts'

/** The matrices of runs that can stand beside each other, and the one they are compared with. */
export function useMatrices(found: () => readonly EvaluatedRun[]) {
  const { t } = useText()
  const classNames = useClassNames()
  const words = useMatrixWords()

  const evaluated = computed(() =>
    found().map((one) => ({
      ...one,
      evaluation: one.evaluation && classNames.inEvaluation(one.evaluation, one.run.dataset),
    })),
  )
  const names = computed(() => sharedNames(evaluated.value.flatMap(({ evaluation }) => evaluation ?? [])))
  const figures = computed(() =>
    evaluated.value.map((one) => {
      const classes = one.evaluation?.classes
      const fits = one.evaluation && whyNoMatrix(one.evaluation, names.value) === null
      return { ...one, matrix: classes && fits ? matrixOf(one.run.id, classes) : null }
    }),
  )
  const matrices = computed(() => figures.value.flatMap(({ matrix }) => matrix ?? []))

  const wantedReference = ref('')
  const references = computed(() => [
    { value: '', label: t('compare.confusion.counts') },
    ...figures.value.flatMap(({ run, matrix }) =>
      matrix ? [{ value: run.id, label: t('compare.confusion.from', { number: run.number, name: run.name }) }] : [],
    ),
  ])
  const referenceId = computed({
    get: () => references.value.find(({ value }) => value === wantedReference.value)?.value ?? '',
    set: (id) => (wantedReference.value = id),
  })
  const against = computed(() => {
    const matrix = matrices.value.find(({ runId }) => runId === referenceId.value)
    return matrix ? { matrix, reach: reachOf(matrices.value, matrix) } : null
  })
  /** The run that others are compared with shows its own counts. */
  const againstOf = (runId: string) => (against.value?.matrix.runId === runId ? null : against.value)

  const size = computed(() => {
    const texts = matrices.value.flatMap((matrix) =>
      matrix.classes.confusion.flatMap((row, truth) =>
        row.map(
          (_, predicted) => words.short(matrix, againstOf(matrix.runId)?.matrix ?? null, { truth, predicted }).length,
        ),
      ),
    )
    return cellSize(names.value?.length ?? 1, Math.max(1, ...texts))
  })

  return { names, figures, matrices, references, referenceId, against, againstOf, size }
}
