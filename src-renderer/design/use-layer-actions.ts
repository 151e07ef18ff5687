import { inject, type InjectionKey } from 'vue'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import { useText } from '../i18n/use-text.ts'
import { useDesign } from '../stores/design.ts'
import { layersOf, placesOfBlocks } from './draft.ts'
import { useTerms } from './use-terms.ts'

/** Says something to readers of the page. */
export const announceKey: InjectionKey<(text: string) => void> = Symbol('announce')

export type LayerActions = ReturnType<typeof useLayerActions>

/** What can be done to layers of the stack; each says what it did to whoever cannot see it. */
export function useLayerActions() {
  const { t, plural } = useText()
  const terms = useTerms()
  const design = useDesign()
  const announce = inject(announceKey, () => undefined)

  const layers = (): readonly LayerSpec[] => layersOf(design.draft)
  const placeOf = (id: number): number => design.draft.layerIds.indexOf(id)

  /** One by its name, several by their number. */
  function nameOf(ids: readonly number[]): string {
    const [id] = ids
    const spec = id === undefined ? undefined : layers()[placeOf(id)]
    return ids.length === 1 && spec ? terms.layerTitle(spec) : plural('design.stack.several', ids.length)
  }

  const whereabouts = (ids: readonly number[]) => ({
    name: nameOf(ids),
    position: (placesOfBlocks(design.draft, ids)[0] ?? 0) + 1,
    count: layers().length,
  })

  return {
    add(type: LayerSpec['type'], index?: number): void {
      design.insert(type, index)
      announce(t('design.stack.added', whereabouts(design.selectedIds)))
    },
    addAll(specs: readonly LayerSpec[]): void {
      design.insertAll(specs)
      announce(t('design.stack.added', whereabouts(design.selectedIds)))
    },
    remove(ids: readonly number[]): void {
      const name = nameOf(ids)
      const before = layers().length
      design.remove(ids)
      announce(t(before - layers().length > ids.length ? 'design.stack.removedWith' : 'design.stack.removed', { name }))
    },
    duplicate(ids: readonly number[]): void {
      const name = nameOf(ids)
      design.duplicate(ids)
      announce(t('design.stack.duplicated', { name }))
    },
    copied: (count: number): void =>
      announce(t('design.stack.copied', { name: plural('design.stack.several', count) })),
    nudge(ids: readonly number[], direction: -1 | 1): void {
      design.nudge(ids, direction)
      announce(t('design.stack.moved', whereabouts(ids)))
    },
    drop(ids: readonly number[], target: number): void {
      design.move(ids, target)
      announce(t('design.stack.moved', whereabouts(ids)))
    },
    said: (what: string): void => announce(t('design.stack.fixed', { what })),
  }
}
