import { computed, onBeforeUnmount, ref, shallowReactive, watch } from 'vue'
import type { Evaluation, RunSummary, SplitPart } from '../../../src-main/protocol.ts'
import { useConnection } from '../../stores/connection.ts'
import { useEvaluations, weightsOf } from '../../stores/evaluations.ts'
import { describeFailure, type Failure } from '../../stores/notices.ts'
import { commonPart } from './confusion-parts.ts'

/** What is known of a run on the part that is shown. */
export interface EvaluatedRun {
  readonly run: RunSummary
  readonly evaluation: Evaluation | null
  readonly failure: Pick<Failure, 'code' | 'sentence'> | null
  /** Whether its data has no sample in the part. */
  readonly isEmpty: boolean
}

/** Milliseconds between two evaluations of a run that trains. */
const askEvery = 1000

/**
 * Evaluates runs on the same part of their data, one after the other, anew as their weights change.
 *
 * @param wanted null for the test part, or the best that all of the runs have
 */
export function useEvaluationsOf(runs: () => readonly RunSummary[], wanted: () => SplitPart | null) {
  const store = useEvaluations()
  const connection = useConnection()
  const failures = shallowReactive(
    new Map<string, { readonly state: string; readonly failure: NonNullable<EvaluatedRun['failure']> }>(),
  )
  const askedAt = new Map<string, number>()
  const isBusy = ref(false)
  const isCancelled = ref(false)
  let isGone = false
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Samples in each part, of every run that may have a matrix. */
  const sizes = computed(() =>
    runs().flatMap(({ id }) => {
      const known = store.anyOf(id)
      return known && !known.regression ? [known.parts] : []
    }),
  )
  const part = computed(() => wanted() ?? commonPart(sizes.value))

  /** Null where nothing is to be asked of the run; without a part where it is not known which there are. */
  function questionOf(run: RunSummary): { readonly run: RunSummary; readonly part: SplitPart | null } | null {
    if (failures.get(run.id)?.state === weightsOf(run)) return null
    const known = store.anyOf(run.id)?.parts
    if (!known) return { run, part: null }
    return known[part.value] === 0 || store.isFresh(run, part.value) ? null : { run, part: part.value }
  }

  const waitOf = ({ id }: RunSummary): number => {
    const before = askedAt.get(`${id} ${part.value}`)
    return before === undefined ? 0 : before + askEvery - performance.now()
  }

  const mayGoOn = (): boolean => !isGone && !isCancelled.value && connection.state.kind === 'connected'

  async function askAll(): Promise<void> {
    if (isBusy.value || !mayGoOn()) return
    isBusy.value = true
    for (let next = due(); next && mayGoOn(); next = due()) await ask(next)
    isBusy.value = false
    clearTimeout(timer)
    const waits = runs().flatMap((run) => (questionOf(run) ? [waitOf(run)] : []))
    if (waits.length > 0 && mayGoOn()) timer = setTimeout(() => void askAll(), Math.max(0, Math.min(...waits)))
  }

  const due = () => runs().flatMap((run) => (waitOf(run) <= 0 ? (questionOf(run) ?? []) : []))[0] ?? null

  async function ask(question: { readonly run: RunSummary; readonly part: SplitPart | null }): Promise<void> {
    const { run } = question
    const state = weightsOf(run)
    askedAt.set(`${run.id} ${part.value}`, performance.now())
    try {
      await store.ask(run, question.part)
      failures.delete(run.id)
    } catch (error) {
      failures.set(run.id, { state, failure: describeFailure(error) })
    }
  }

  watch(
    () => [...runs().map((run) => `${run.id} ${weightsOf(run)}`), part.value, connection.state.kind].join(),
    () => void askAll(),
    { immediate: true },
  )
  onBeforeUnmount(() => {
    isGone = true
    clearTimeout(timer)
  })

  const evaluated = computed(() =>
    runs().map((run): EvaluatedRun => {
      const known = store.anyOf(run.id)
      return {
        run,
        // Numbers have no matrix on any part.
        evaluation: store.of(run.id, part.value) ?? (known?.regression ? known : null),
        failure: failures.get(run.id)?.failure ?? null,
        isEmpty: known?.regression === null && known.parts[part.value] === 0,
      }
    }),
  )
  const settled = computed(() => evaluated.value.filter((one) => one.evaluation ?? one.failure ?? one.isEmpty).length)

  return {
    part,
    sizes,
    evaluated,
    isCancelled,
    /** How far it is with runs that nothing is shown of yet; null where there are none. */
    progress: computed(() =>
      isBusy.value && settled.value < runs().length ? { done: settled.value, total: runs().length } : null,
    ),
    cancel: () => (isCancelled.value = true),
    retry(runId: string): void {
      isCancelled.value = false
      failures.delete(runId)
      for (const key of [...askedAt.keys()]) if (key.startsWith(runId)) askedAt.delete(key)
      void askAll()
    },
  }
}
