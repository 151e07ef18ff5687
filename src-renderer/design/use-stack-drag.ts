import { computed, type Ref } from 'vue'
import { useDraggable, type DraggableEvent } from 'vue-draggable-plus'
import { useDesign } from '../stores/design.ts'
import { dragGroup, type StackItem } from './drag.ts'
import { layersOf, placesOfBlocks } from './draft.ts'
import type { LayerActions } from './use-layer-actions.ts'

/** Cards are dragged within the stack, the chosen ones together, and new ones come from the palette. */
export function useStackDrag(list: Readonly<Ref<HTMLElement | null>>, actions: LayerActions): void {
  const design = useDesign()

  const items = computed<StackItem[]>({
    get: () => design.draft.layerIds.map((id, i) => ({ id, type: layersOf(design.draft)[i]?.type ?? 'identity' })),
    // Only a drop from the palette gives a new list; a move within it comes to `dropped`.
    set(dropped) {
      const index = dropped.findIndex((item) => item.id === null)
      const added = dropped[index]
      if (added) actions.add(added.type, index)
    },
  })

  /** Puts the moved element back where Vue knows it to be, and moves the layers instead. */
  function dropped({ from, item, oldDraggableIndex: old, newDraggableIndex: to }: DraggableEvent<StackItem>): void {
    if (old === undefined || to === undefined) return
    item.remove()
    from.insertBefore(item, from.children[old] ?? null)
    const { layerIds } = design.draft
    const id = layerIds[old]
    if (id === undefined) return
    const ids = design.selectedIds.includes(id) ? design.selectedIds : [id]
    const moved = placesOfBlocks(design.draft, ids).map((place) => layerIds[place])
    const above = layerIds.toSpliced(old, 1).slice(0, to)
    actions.drop(ids, above.filter((other) => !moved.includes(other)).length)
  }

  useDraggable(list, items, { ...dragGroup('sort'), customUpdate: dropped })
}
