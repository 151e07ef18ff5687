import { describe, expect, test } from 'vitest'
import { pack } from '../../../src-engine/explain/insight/packed.ts'
import { surfaceCells, type Surface } from '../../../src-engine/explain/insight/surface.ts'
import { valueScale } from '../../../src-renderer/charts/surface-picture.ts'
import { isSamePlane, movedPlace, outputsAt, placeAt, shareOf } from '../../../src-renderer/charts/surface-place.ts'
import type { PlaneSamples } from '../../../src-main/protocol.ts'

const bounds = { left: -1, right: 3, bottom: 10, top: 20 }
/** Puts out 2x − y all over the plane. */
const plane = Float64Array.from({ length: surfaceCells ** 2 }, (_, i) => {
  const x = -1 + (4 * ((i % surfaceCells) + 0.5)) / surfaceCells
  const y = 20 - (10 * (Math.floor(i / surfaceCells) + 0.5)) / surfaceCells
  return 2 * x - y
})
const surface: Surface = { bounds, outputs: [pack(plane)], columns: [] }
const samples: PlaneSamples = {
  positions: [0, 12, 1, 15],
  targets: [-40, 3],
  parts: ['train', 'test'],
  classNames: null,
  inputNames: ['x', 'y'],
}

describe('a place on a surface', () => {
  test('has the output that the network has there, within a hundredth of what it spans', () => {
    for (const [x, y] of [
      [0, 15],
      [2.5, 11],
      [-0.31, 18.77],
    ] as const) {
      expect(Math.abs((outputsAt(surface, { x, y })?.[0] ?? NaN) - (2 * x - y))).toBeLessThan(18 / 100)
    }
    expect(outputsAt(surface, { x: 4, y: 15 })).toBeNull()
  })

  test('is where it is drawn, and back', () => {
    expect(shareOf(bounds, { x: 0, y: 20 })).toEqual({ x: 0.25, y: 0 })
    expect(placeAt(bounds, { x: 0.25, y: 1 })).toEqual({ x: 0, y: 10 })
  })

  test('is moved by arrow keys and stays on the plane', () => {
    const up = movedPlace({ x: 0, y: 15 }, { key: 'ArrowUp', shiftKey: false }, bounds)!
    expect([up.x, up.y]).toEqual([expect.closeTo(0, 12), expect.closeTo(15.25, 12)])
    const right = movedPlace({ x: 2.9, y: 15 }, { key: 'ArrowRight', shiftKey: true }, bounds)!
    expect(right.x).toBe(3)
    expect(movedPlace({ x: 0, y: 15 }, { key: 'a', shiftKey: false }, bounds)).toBeNull()
  })
})

test('the scale of measured values reaches as far as outputs and samples do; classes have none', () => {
  expect(valueScale(surface, samples)).toEqual({ centre: 0, reach: 40 })
  expect(valueScale(surface, { ...samples, targets: [1, 2] })?.reach).toBeCloseTo(Math.max(...plane.map(Math.abs)), 9)
  expect(valueScale(surface, { ...samples, classNames: ['a', 'b'] })).toBeNull()
})

test('data are the same only where every number is', () => {
  expect(isSamePlane(samples, { ...samples, positions: [...samples.positions] })).toBe(true)
  expect(isSamePlane(samples, { ...samples, targets: [-40, 4] })).toBe(false)
})
