import { computed, ref, watch, type Ref } from 'vue'
import { indexOfLayer, layersOf, type Draft } from './draft.ts'

/** Which layers of the stack are chosen: one that has the focus, and any others with it. */
export function useLayerChoice(draft: Readonly<Ref<Draft>>) {
  const selectedId = ref<number | null>(draft.value.layerIds[0] ?? null)
  const chosen = ref<ReadonlySet<number>>(new Set())
  /** Where a range begins. */
  let anchor = selectedId.value

  const selectedIndex = computed(() => (selectedId.value === null ? -1 : indexOfLayer(draft.value, selectedId.value)))
  /** All that are chosen, from above. */
  const selectedIds = computed(() =>
    draft.value.layerIds.filter((id) => id === selectedId.value || chosen.value.has(id)),
  )
  /** Places of the chosen layers where all are of one kind. */
  const alike = computed<readonly number[]>(() => {
    const places = selectedIds.value.map((id) => indexOfLayer(draft.value, id))
    const types = new Set(places.map((place) => layersOf(draft.value)[place]?.type))
    return types.size === 1 ? places : []
  })

  /** Exactly this one. */
  function select(id: number | null): void {
    selectedId.value = anchor = id
    chosen.value = new Set()
  }

  /** Exactly these; the last has the focus. */
  function choose(ids: readonly number[]): void {
    select(ids.at(-1) ?? selectedId.value)
    chosen.value = new Set(ids)
  }

  /** Takes one to those that are chosen, or away from them; one always stays. */
  function toggle(id: number): void {
    const rest = selectedIds.value.filter((one) => one !== id)
    if (rest.length === selectedIds.value.length) choose([...rest, id])
    else if (rest.length > 0) choose(rest)
  }

  /** All from where the choice began to this one. */
  function extendTo(id: number): void {
    const { layerIds } = draft.value
    const [from, to] = [layerIds.indexOf(anchor ?? id), layerIds.indexOf(id)]
    if (to < 0) return
    chosen.value = new Set(layerIds.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1))
    selectedId.value = id
  }

  const selectAll = (): unknown => (chosen.value = new Set(draft.value.layerIds))

  // A selected layer that is gone hands over to the one that took its place: known only change by change.
  watch(
    draft,
    (now, before) => {
      if (now.document !== before.document) select(now.layerIds[0] ?? null)
      else if (selectedId.value !== null && !now.layerIds.includes(selectedId.value)) {
        const gone = before.layerIds.findIndex((id) => !now.layerIds.includes(id) && isChosen(id))
        select(now.layerIds[Math.min(Math.max(0, gone), now.layerIds.length - 1)] ?? null)
      }
    },
    { flush: 'sync' },
  )

  const isChosen = (id: number): boolean => id === selectedId.value || chosen.value.has(id)

  return { selectedId, selectedIndex, selectedIds, alike, select, choose, toggle, extendTo, selectAll }
}
