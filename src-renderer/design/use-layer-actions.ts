import { inject, type InjectionKey } from 'vue'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import { useText } from '../i18n/use-text.ts'
import { useDesign } from '../stores/design.ts'
import { useTerms } from './use-terms.ts'

/** Says something to readers of the page. */
export const announceKey: InjectionKey<(text: string) => void> = Symbol('announce')

/** What can be done to the stack; each says what it did to whoever cannot see it. */
export function useLayerActions() {
  const { t } = useText()
  const terms = useTerms()
  const design = useDesign()
  const say = inject(announceKey, () => undefined)

  const layers = (): readonly LayerSpec[] => design.experiment.network.layers
  const placeOf = (id: number): number => design.draft.layerIds.indexOf(id)
  const titleOf = (id: number): string => {
    const spec = layers()[placeOf(id)]
    return spec ? terms.layerTitle(spec) : ''
  }
  const whereabouts = (id: number) => ({ name: titleOf(id), position: placeOf(id) + 1, count: layers().length })

  return {
    add(type: LayerSpec['type'], index?: number): void {
      design.insert(type, index)
      if (design.selectedId !== null) say(t('design.stack.added', whereabouts(design.selectedId)))
    },
    remove(id: number): void {
      const name = titleOf(id)
      const before = layers().length
      design.remove(id)
      say(t(before - layers().length > 1 ? 'design.stack.removedWith' : 'design.stack.removed', { name }))
    },
    duplicate(id: number): void {
      const name = titleOf(id)
      design.duplicate(id)
      say(t('design.stack.duplicated', { name }))
    },
    nudge(id: number, direction: -1 | 1): void {
      design.nudge(id, direction)
      say(t('design.stack.moved', whereabouts(id)))
    },
    drop(id: number, target: number): void {
      design.move(id, target)
      say(t('design.stack.moved', whereabouts(id)))
    },
    said: (what: string): void => say(t('design.stack.fixed', { what })),
  }
}
