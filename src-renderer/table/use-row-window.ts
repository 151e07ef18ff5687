import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** Rows beyond those in sight that are kept ready. */
const overscan = 6

/** Browsers lay nothing out beyond some 33 million pixels: a longer table moves faster than its scroll bar. */
const mostPixels = 16_000_000

/** Which of many rows of one height are in sight of a scrolling element. */
export function useRowWindow(scroller: Readonly<Ref<HTMLElement | null>>, count: () => number, rowHeight: number) {
  const top = ref(0)
  const room = ref(0)

  const height = computed(() => Math.min(mostPixels, count() * rowHeight))
  /** What the scroll bar may move by, and what the rows move by then. */
  const stretch = computed(() => {
    const [moved, rows] = [height.value - room.value, count() * rowHeight - room.value]
    return moved > 0 ? rows / moved : 1
  })
  const first = computed(() => Math.max(0, Math.floor((top.value * stretch.value) / rowHeight) - overscan))
  const last = computed(() =>
    Math.min(count() - 1, Math.ceil((top.value * stretch.value + room.value) / rowHeight) + overscan),
  )
  /** Where the first of these rows stands. */
  const offset = computed(() => top.value - (top.value * stretch.value - first.value * rowHeight))

  let observer: ResizeObserver | null = null

  function measure(): void {
    top.value = scroller.value?.scrollTop ?? 0
    room.value = scroller.value?.clientHeight ?? 0
  }

  onMounted(() => {
    measure()
    observer = new ResizeObserver(measure)
    if (scroller.value) observer.observe(scroller.value)
  })
  onBeforeUnmount(() => observer?.disconnect())

  return { height, first, last, offset, measure }
}
