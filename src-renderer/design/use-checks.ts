import { computed, shallowRef, watch, type Ref } from 'vue'
import type { JsonPath, Problem } from '../../src-engine/problem.ts'
import { problemsOf } from '../../src-engine/schema-problems.ts'
import { experimentSchema } from '../../src-engine/spec.ts'
import type { LabFailure } from '../host/lab-failure.ts'
import { useStoredSets } from '../stores/stored-sets.ts'
import type { Draft } from './draft.ts'
import { checkDraft, outputFixes } from './fixes.ts'
import { useData } from './use-data.ts'

/** Everything that is known of a draft while it is being made: its data, its shapes, and what is wrong with it. */
export function useChecks(draft: Readonly<Ref<Draft>>) {
  const storedSets = useStoredSets()
  const data = useData(() => {
    const { experiment, directory } = draft.value
    return { spec: experiment.dataset, seed: experiment.seed, directory, version: storedSets.arrivals }
  })

  /** What the lab refused at the last start, until the next edit. */
  const refusal = shallowRef<LabFailure | null>(null)
  watch(draft, () => (refusal.value = null))

  const report = computed(() => data.value.facts && checkDraft(draft.value, data.value.facts))
  const schemaProblems = computed(() => {
    const { experiment } = draft.value
    const result = experimentSchema.safeParse(experiment)
    return result.success ? [] : problemsOf(result.error, experimentSchema, experiment)
  })
  const problems = computed<readonly Problem[]>(() => [
    ...schemaProblems.value,
    ...data.value.problems,
    ...(report.value?.problems ?? []),
    ...(refusal.value?.problems ?? []),
  ])
  const fixes = computed(() => (data.value.facts ? outputFixes(draft.value, data.value.facts) : []))

  /** The first problem at `path` or inside it. */
  function problemAt(path: JsonPath): Problem | null {
    return problems.value.find((problem) => path.every((key, i) => problem.path[i] === key)) ?? null
  }

  return { data, report, problems, fixes, refusal, problemAt }
}
