import type { LayerSpec } from '../../src-engine/layers/index.ts'

/** What is dragged: a layer of the stack, or a new one of a type. */
export interface StackItem {
  readonly id: number | null
  readonly type: LayerSpec['type']
}

/** The drag settings of the stack (`sort`) and of the palette, from which copies are taken (`copy`). */
export function dragGroup(role: 'sort' | 'copy') {
  return {
    group: role === 'sort' ? 'layers' : { name: 'layers', pull: 'clone' as const, put: false },
    sort: role === 'sort',
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    // The browser's own dragging does not start on buttons everywhere; this one follows the pointer.
    forceFallback: true,
    fallbackOnBody: true,
    fallbackTolerance: 4,
    ghostClass: 'drag-ghost',
    fallbackClass: 'drag-image',
    // Buttons on the cards stay buttons.
    filter: '.card-action',
    preventOnFilter: false,
  }
}
