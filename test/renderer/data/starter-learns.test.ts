import { expect, test } from 'vitest'
import type { DatasetSpec } from '../../../src-engine/datasets/index.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { starterFor } from '../../../src-renderer/data/starter-for.ts'
import { datasetOf, train, trainerOf } from '../../engine/support/train.ts'

/** Flats by area in m², rooms and distance in km: their prices in thousands, 2,474 … 31,030, times `unit`. */
function flats(unit: number): { spec: DatasetSpec; prices: number[] } {
  const rng = createRng(7)
  const inputs = Array.from({ length: 120 }, () => {
    const area = 25 + 95 * rng.uniform()
    return [area, Math.max(1, Math.round(area / 28 + rng.normal() * 0.5)), 1 + 24 * rng.uniform()]
  })
  const raw = inputs.map(([area = 0, rooms = 0, far = 0]) => area * (260 - 5 * far) + 400 * rooms + 600 * rng.normal())
  const [low, high] = [Math.min(...raw), Math.max(...raw)]
  const prices = raw.map((price) => unit * (2474 + ((price - low) / (high - low)) * (31_030 - 2474)))
  const targets = prices.map((price) => [price])
  return {
    spec: { name: 'inline', inputs, targets, split: { train: 0.8, validation: 0.2, test: 0 }, scale: 'standard' },
    prices,
  }
}

const measureOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) }
}

test.each([1, 1000, 1e-4])('a starter learns prices as they stand in a table, in units of %s', (unit) => {
  for (const seed of [1, 2, 3]) {
    const { spec, prices } = flats(unit)
    const facts = { inputShape: [3], targetShape: [1], task: 'regression', measures: [measureOf(prices)] } as const
    const experiment = starterFor(spec, facts, 'flats', seed)
    const trainer = train(trainerOf(experiment))
    expect(trainer.diverged).toBe(null)
    const { targets } = datasetOf(experiment)
    const held = Array.from(trainer.parts.validation, (i) => targets[i] as number)
    const { mean } = measureOf(Array.from(trainer.parts.train, (i) => targets[i] as number))
    const guessing = held.reduce((sum, price) => sum + (price - mean) ** 2, 0) / held.length
    // Of flats never seen.
    expect(trainer.evaluate('validation')?.loss).toBeLessThan(0.1 * guessing)
  }
})
