import { onBeforeUnmount, onMounted } from 'vue'
import { InputError } from '../../src-engine/problem.ts'
import { takesKeys } from '../actions/keys.ts'
import { LabFailure } from '../host/lab-failure.ts'
import { useDesign } from '../stores/design.ts'
import { useNotices } from '../stores/notices.ts'
import { layersOf, placesOfBlocks } from './draft.ts'
import { layersToText, readLayers } from './layer-text.ts'
import type { LayerActions } from './use-layer-actions.ts'

/** Copy, cut and paste of the chosen layers, by the keys and menus of the system, while `stack` has the focus. */
export function useLayerClipboard(stack: () => HTMLElement | null, actions: LayerActions): void {
  const design = useDesign()
  const notices = useNotices()

  const isHere = (): boolean => stack()?.contains(document.activeElement) === true && !takesKeys(document.activeElement)

  function copy(event: ClipboardEvent): void {
    if (!isHere()) return
    const layers = layersOf(design.draft)
    const chosen = placesOfBlocks(design.draft, design.selectedIds).flatMap((place) => layers[place] ?? [])
    if (chosen.length === 0) return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', layersToText(chosen))
    if (event.type === 'cut') actions.remove(design.selectedIds)
    else actions.copied(chosen.length)
  }

  function paste(event: ClipboardEvent): void {
    if (!isHere()) return
    event.preventDefault()
    try {
      actions.addAll(readLayers(event.clipboardData?.getData('text/plain') ?? ''))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      notices.fail(new LabFailure('input', error.sentence, error.problems))
    }
  }

  onMounted(() => {
    document.addEventListener('copy', copy)
    document.addEventListener('cut', copy)
    document.addEventListener('paste', paste)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('copy', copy)
    document.removeEventListener('cut', copy)
    document.removeEventListener('paste', paste)
  })
}
