import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../../src-engine/datasets/dataset.ts'
import { datasetSchema } from '../../../src-engine/datasets/index.ts'
import { classCounts, labelsOf, load } from './support/load.ts'

/** Points by class. */
function pointsOf(dataset: Dataset): { x: number; y: number; radius: number; label: number }[] {
  return labelsOf(dataset).map((label, i) => {
    const [x = NaN, y = NaN] = dataset.inputs.subarray(2 * i, 2 * i + 2)
    return { x, y, radius: Math.hypot(x, y), label }
  })
}

/** `angle` brought to [0, 2π). */
const turn = (angle: number) => ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)

describe.each([
  ['circles', 2],
  ['blobs', 3],
  ['moons', 2],
  ['spiral', 2],
  ['flower', 2],
])('%s', (name, classes) => {
  it('has 500 points x, y in classes of equal size', () => {
    const dataset = load({ name })
    expect(dataset.count).toBe(500)
    expect(dataset.inputShape).toEqual([2])
    expect(dataset.inputs).toHaveLength(1000)
    expect(dataset.inputNames).toEqual(['x', 'y'])
    expect(dataset.task).toBe('classification')
    const counts = classCounts(dataset)
    expect(counts).toHaveLength(classes)
    expect(counts.reduce((sum, count) => sum + count)).toBe(500)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  })

  it('two classes make one target of 0 or 1, more make one-hot rows', () => {
    const { targetShape, targets } = load({ name })
    expect(targetShape).toEqual(classes === 2 ? [1] : [classes])
    expect(targets).toHaveLength(classes === 2 ? 500 : 500 * classes)
    expect(Array.from(targets).reduce((sum, value) => sum + value)).toBe(classes === 2 ? 250 : 500)
  })

  it('without noise stays within −1 … 1, and fills most of it', () => {
    const { inputs } = load({ name, noise: 0, samples: 2000 })
    const largest = Math.max(...Array.from(inputs, Math.abs))
    expect(largest).toBeLessThanOrEqual(1)
    expect(largest).toBeGreaterThan(0.65)
  })

  it('noise moves x and y by its standard deviation', () => {
    const still = load({ name, noise: 0, samples: 20_000 })
    const moved = load({ name, noise: 0.1, samples: 20_000 })
    const squares = Array.from(moved.inputs, (value, i) => (value - (still.inputs[i] as number)) ** 2)
    expect(Math.sqrt(squares.reduce((a, b) => a + b) / squares.length)).toBeCloseTo(0.1, 2)
  })

  it('is decided by the spec and the seed to the last bit', () => {
    expect(load({ name }, { seed: 3 })).toEqual(load({ name }, { seed: 3 }))
    expect(load({ name }, { seed: 4 }).inputs).not.toEqual(load({ name }, { seed: 3 }).inputs)
  })

  it('refuses numbers out of reason and keys it does not know', () => {
    for (const wrong of [{ samples: 5 }, { samples: 1e9 }, { noise: -0.1 }, { noise: 2 }, { nois: 0.1 }]) {
      expect(datasetSchema.safeParse({ name, ...wrong }).success).toBe(false)
    }
  })
})

describe('where the points lie without noise', () => {
  it('circles: class 1 in a disc of radius 0.5, class 0 in a ring from 0.7 to 1', () => {
    const points = pointsOf(load({ name: 'circles', noise: 0 }))
    for (const { radius, label } of points) {
      if (label === 1) expect(radius).toBeLessThanOrEqual(0.5)
      else expect(Math.abs(radius - 0.85)).toBeLessThanOrEqual(0.15)
    }
  })

  it('blobs: two lie on the diagonal, as in the Playground', () => {
    const side = 0.7 * Math.SQRT1_2
    for (const { x, y, label } of pointsOf(load({ name: 'blobs', classes: 2, noise: 0 }))) {
      expect(x).toBeCloseTo(label === 0 ? side : -side, 12)
      expect(y).toBeCloseTo(x, 12)
    }
  })

  it('blobs: ten classes have ten targets and ten centres', () => {
    const dataset = load({ name: 'blobs', classes: 10, noise: 0 })
    expect(dataset.targetShape).toEqual([10])
    expect(dataset.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
    expect(new Set(pointsOf(dataset).map(({ x, y }) => `${x.toFixed(6)},${y.toFixed(6)}`)).size).toBe(10)
  })

  it('moons: half circles of radius 2/3 that reach into each other', () => {
    for (const { x, y, label } of pointsOf(load({ name: 'moons', noise: 0 }))) {
      const side = label === 0 ? 1 : -1
      expect(Math.hypot(x + side / 3, y + side / 6)).toBeCloseTo(2 / 3, 12)
      expect(side * (y + side / 6)).toBeGreaterThanOrEqual(0)
    }
  })

  it('spiral: every arm winds by its turns, one class apart by an equal angle', () => {
    for (const { x, y, radius, label } of pointsOf(load({ name: 'spiral', classes: 3, turns: 2, noise: 0 }))) {
      const expected = 2 * Math.PI * (2 * radius + label / 3)
      expect(Math.cos(Math.atan2(y, x) - expected)).toBeCloseTo(1, 9)
    }
  })

  it('flower: petals of r = |sin(4θ)| are of classes 0 and 1 by turns', () => {
    const seen = new Set<number>()
    for (const { x, y, radius, label } of pointsOf(load({ name: 'flower', noise: 0 }))) {
      const angle = turn(Math.atan2(y, x))
      expect(radius).toBeCloseTo(Math.abs(Math.sin(4 * angle)), 9)
      if (radius > 0.01) {
        const petal = Math.floor((8 * angle) / (2 * Math.PI))
        seen.add(petal)
        expect(petal % 2).toBe(label)
      }
    }
    expect(seen.size).toBe(8)
  })

  it('flower: an odd number of petals is refused, for two neighbours would be of one class', () => {
    expect(datasetSchema.safeParse({ name: 'flower', petals: 7 }).success).toBe(false)
    expect(datasetSchema.safeParse({ name: 'flower', petals: 6 }).success).toBe(true)
  })
})
