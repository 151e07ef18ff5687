import { expect, test } from 'vitest'
import { clampZoom, zoomAbout, zoomByKey } from '../../../src-renderer/charts/zoom.ts'

test('zooming keeps the place under the pointer where it is', () => {
  expect(zoomAbout({ from: 0, to: 10 }, 2, 0.5)).toEqual({ from: 1, to: 6 })
  expect(zoomAbout({ from: 1, to: 6 }, 2, 2)).toEqual({ from: 0, to: 10 })
})

test('a range stays inside the axis and does not vanish; all of it is no zoom', () => {
  expect(clampZoom({ from: -2, to: 3 }, 10)).toEqual({ from: 0, to: 5 })
  expect(clampZoom({ from: 8, to: 12 }, 10)).toEqual({ from: 6, to: 10 })
  expect(clampZoom({ from: -1, to: 11 }, 10)).toBeNull()
  expect(clampZoom({ from: 5, to: 5 }, 10)).toEqual({ from: 5, to: 5.005 })
})

test('keys magnify about the middle, move by a tenth and show all', () => {
  const range = { from: 10, to: 20 }
  expect(zoomByKey(range, '+')).toEqual({ from: 11, to: 19 })
  expect(zoomByKey(range, '-')).toEqual({ from: 8.75, to: 21.25 })
  expect(zoomByKey(range, 'ArrowLeft')).toEqual({ from: 9, to: 19 })
  expect(zoomByKey(range, 'ArrowRight')).toEqual({ from: 11, to: 21 })
  expect(zoomByKey(range, '0')).toBe('all')
  expect(zoomByKey(range, 'p')).toBeNull()
})
