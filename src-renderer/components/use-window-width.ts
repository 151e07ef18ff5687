import { onScopeDispose, ref, type Ref } from 'vue'

/** How many pixels wide the window is; follows it. */
export function useWindowWidth(): Readonly<Ref<number>> {
  const width = ref(window.innerWidth)
  const measure = (): void => void (width.value = window.innerWidth)
  window.addEventListener('resize', measure)
  onScopeDispose(() => window.removeEventListener('resize', measure))
  return width
}
