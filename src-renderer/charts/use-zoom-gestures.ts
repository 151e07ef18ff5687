import type { Chart } from 'chart.js'
import { computed, ref } from 'vue'
import { zoomAbout, zoomByKey, type ZoomRange } from './zoom.ts'

/** Shorter than this, in pixels, a drag is a click. */
const shortestDrag = 6
const wheelSpeed = 0.0015

/** Wheel, brush and keys over a chart: they say which part of the x axis is wanted. */
export function useZoomGestures(
  chart: () => Chart<'line'> | null,
  zoom: (range: ZoomRange) => void,
  showAll: () => void,
) {
  const drag = ref<{ readonly start: number; readonly end: number } | null>(null)

  /** The brush as a rectangle over the canvas. */
  const brush = computed(() => {
    const area = chart()?.chartArea
    if (!drag.value || !area) return null
    const { start, end } = drag.value
    return {
      left: `${Math.min(start, end)}px`,
      top: `${area.top}px`,
      width: `${Math.abs(end - start)}px`,
      height: `${area.bottom - area.top}px`,
    }
  })

  function inside({ offsetX }: MouseEvent): number {
    const area = chart()?.chartArea
    return area ? Math.min(area.right, Math.max(area.left, offsetX)) : offsetX
  }

  function onWheel(event: WheelEvent): void {
    const x = chart()?.scales['x']
    if (!x) return
    event.preventDefault()
    const at = x.getValueForPixel(inside(event)) ?? x.min
    zoom(zoomAbout({ from: x.min, to: x.max }, at, Math.exp(event.deltaY * wheelSpeed)))
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.value = { start: inside(event), end: inside(event) }
  }

  function onPointerMove(event: PointerEvent): void {
    if (drag.value) drag.value = { ...drag.value, end: inside(event) }
  }

  function onPointerUp(): void {
    const x = chart()?.scales['x']
    const drawn = drag.value
    drag.value = null
    if (!x || !drawn || Math.abs(drawn.end - drawn.start) < shortestDrag) return
    const from = x.getValueForPixel(Math.min(drawn.start, drawn.end))
    const to = x.getValueForPixel(Math.max(drawn.start, drawn.end))
    if (from !== undefined && to !== undefined) zoom({ from, to })
  }

  function onKeyDown(event: KeyboardEvent): void {
    const x = chart()?.scales['x']
    if (!x || event.ctrlKey || event.metaKey || event.altKey) return
    const wanted = zoomByKey({ from: x.min, to: x.max }, event.key)
    if (wanted === null) return
    event.preventDefault()
    if (wanted === 'all') showAll()
    else zoom(wanted)
  }

  function onPointerCancel(): void {
    drag.value = null
  }

  return {
    brush,
    onWheel,
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel,
    onKeyDown,
    onDoubleClick: showAll,
  }
}
