import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spreadLabels } from '../../../src-renderer/charts/end-labels.ts'

test('labels that do not touch stay where they belong', () => {
  expect(spreadLabels([10, 40, 90], 0, 100, 16)).toEqual([10, 40, 90])
})

test('labels that would overlap move apart, in the order of their lines', () => {
  expect(spreadLabels([50, 50, 45], 0, 100, 16)).toEqual([61, 77, 45])
})

test('labels at the lower edge move up', () => {
  expect(spreadLabels([100, 100], 0, 100, 16)).toEqual([84, 100])
})

test('as long as there is room, no two labels overlap, none leaves the plot, and the order is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 10 }), (wanted) => {
      const placed = spreadLabels(wanted, 0, 300, 16)
      const sorted = [...placed].sort((a, b) => a - b)
      expect(sorted.every((y, i) => i === 0 || y - sorted[i - 1]! > 15.999)).toBe(true)
      expect(placed.every((y) => y >= 0 && y <= 300)).toBe(true)
      for (let i = 0; i < wanted.length; i++) {
        for (let j = 0; j < wanted.length; j++) {
          if (wanted[i]! < wanted[j]!) expect(placed[i]!).toBeLessThan(placed[j]!)
        }
      }
    }),
  )
})
