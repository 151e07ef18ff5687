import { computed, ref, shallowRef, watch } from 'vue'
import type { LedgerTable, RequestArguments } from '../../../src-main/protocol.ts'
import { useLab } from '../../host/lab.ts'
import { useLatest } from '../../stores/use-latest.ts'
import { cellOf } from './table-look.ts'

type Question = RequestArguments<'getLedger'>
export type LedgerSource = Question['source']

/** What a person looks at in a ledger, and the page of it that is there. */
export function useLedger(source: () => LedgerSource | null) {
  const lab = useLab()
  const step = ref(1)
  const stage = ref<string | null>(null)
  const sample = ref(0)
  const cell = shallowRef<readonly number[]>([])
  const wholeBatch = ref(true)
  const digits = ref(4)
  const windows = shallowRef<Question['windows']>({})

  const wanted = computed(() => JSON.stringify(source()))
  watch(wanted, () => {
    step.value = 1
    sample.value = 0
    cell.value = []
    windows.value = {}
  })

  const { answer, failure, busy } = useLatest(
    () => {
      const from = source()
      if (!from) return null
      return {
        source: from,
        step: step.value,
        stage: stage.value,
        sample: sample.value,
        cell: [...cell.value],
        wholeBatch: wholeBatch.value,
        digits: digits.value,
        windows: windows.value,
      }
    },
    (question: Question) => lab.send('getLedger', question),
    { keep: true },
  )

  const stages = computed(() => answer.value?.stages ?? [])
  /** Of the stage that is wanted: who holds an arrow key does not wait for answers. */
  const stageIndex = computed(() => {
    const wanted = stages.value.findIndex(({ id }) => id === stage.value)
    return Math.max(0, wanted)
  })

  function chooseStage(id: string): void {
    if (id === stage.value) return
    stage.value = id
    cell.value = []
  }

  /** Works a cell of a table out; where the table is of another stage, that stage is gone to. */
  function chooseCell(table: LedgerTable, row: number, column: number): void {
    const chosen = cellOf(table, row, column)
    if (stages.value.some(({ id }) => id === table.key)) stage.value = table.key
    if (chosen.sample !== null) sample.value = chosen.sample
    cell.value = chosen.cell
  }

  /** Goes some stages on; false at the end. */
  function walk(by: number): boolean {
    const next = stages.value[stageIndex.value + by]
    if (next) chooseStage(next.id)
    return next !== undefined
  }

  function moveWindow(key: string, row: number, column: number): void {
    windows.value = { ...windows.value, [key]: { row, column } }
  }

  return { page: answer, failure, busy, step, sample, wholeBatch, digits, chooseStage, chooseCell, walk, moveWindow } // prettier-ignore
}
