import { computed, ref, watch } from 'vue'
import { useText } from '../../i18n/use-text.ts'
import { useConnection } from '../../stores/connection.ts'
import { useDesign } from '../../stores/design.ts'
import { useNavigation } from '../../stores/navigation.ts'
import { hasWeights, useRuns } from '../../stores/runs.ts'
import { useLatest } from '../../stores/use-latest.ts'
import type { LedgerSource } from './use-ledger.ts'

/** What the address says is looked at: the design, or a run from one of its checkpoints. */
export function useLedgerSource() {
  const { t } = useText()
  const runs = useRuns()
  const navigation = useNavigation()
  const connection = useConnection()
  const design = useDesign()

  const connected = computed(() => connection.state.kind === 'connected')
  const wantedId = computed(() => navigation.location.runId)
  const run = computed(() => (wantedId.value ? runs.get(wantedId.value) : undefined))
  /** The newest that can be looked at instead of the design. */
  const runToOffer = computed(() => runs.list.find(hasWeights))
  const checkpoint = ref('initial')
  const runId = computed(() => run.value?.id ?? null)
  const status = computed(() => run.value?.status)
  watch(runId, () => (checkpoint.value = 'initial'))

  const { answer: details, failure: sourceFailure } = useLatest(
    () => (runId.value && connected.value ? { runId: runId.value, status: status.value } : null),
    (question) => runs.details(question.runId),
    { keep: true },
  )
  /** Of this run: while another is asked for, the last answer is still there. */
  const known = computed(() => (details.value?.id === runId.value ? details.value : null))
  const checkpoints = computed(() =>
    (known.value?.checkpoints ?? []).map(({ name, epoch }) => ({
      value: name,
      label:
        name === 'initial' || name === 'best' || name === 'last'
          ? t(`evaluate.checkpoints.${name}`, { epoch })
          : t('evaluate.checkpoints.epoch', { epoch }),
    })),
  )
  const noWeights = computed(() => known.value !== null && checkpoints.value.length === 0)

  const source = computed<LedgerSource | null>(() => {
    if (!connected.value) return null
    if (wantedId.value) {
      const isThere = checkpoints.value.some(({ value }) => value === checkpoint.value)
      return runId.value && isThere ? { kind: 'run', runId: runId.value, checkpoint: checkpoint.value } : null
    }
    const { experiment, directory } = design.draft
    return experiment.network.layers.length > 0 ? { kind: 'design', experiment, directory } : null
  })

  return { run, wantedId, runToOffer, checkpoint, checkpoints, noWeights, source, sourceFailure }
}
