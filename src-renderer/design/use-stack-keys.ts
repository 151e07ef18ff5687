import { chordOf } from '../actions/keys.ts'
import { useDesign } from '../stores/design.ts'
import type { LayerActions } from './use-layer-actions.ts'

/**
 * What the keys do on a card of the stack.
 *
 * @param focus puts the focus on the card at a place, which chooses it alone
 */
export function useStackKeys(actions: LayerActions, focus: (place: number) => void, edit: () => void) {
  const design = useDesign()

  function keyAction(event: KeyboardEvent): (() => void) | null {
    const { key, altKey, shiftKey } = event
    const control = event.ctrlKey || event.metaKey
    const ids = design.selectedIds
    const last = design.draft.layerIds.length - 1
    const goTo = (place: number) => () => {
      const id = design.draft.layerIds[Math.min(last, Math.max(0, place))]
      if (id === undefined) return
      if (shiftKey) design.extendTo(id)
      else focus(design.draft.layerIds.indexOf(id))
    }
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      const direction = key === 'ArrowUp' ? -1 : 1
      return altKey ? () => actions.nudge(ids, direction) : goTo(design.selectedIndex + direction)
    }
    if (key === 'Home') return goTo(0)
    if (key === 'End') return goTo(last)
    if (key === 'Delete' || key === 'Backspace') return () => actions.remove(ids)
    if (key === 'Enter' && !control) return edit
    if (key === 'Escape' && ids.length > 1) return () => design.select(design.selectedId)
    const chord = chordOf(event)
    if (chord === 'mod+d') return () => actions.duplicate(ids)
    if (chord === 'mod+a') return design.selectAll
    return null
  }

  return (event: KeyboardEvent): void => {
    const onCard = event.target instanceof HTMLElement && event.target.classList.contains('face')
    const act = onCard && design.selectedId !== null ? keyAction(event) : null
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}
