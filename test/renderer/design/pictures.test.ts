import { describe, expect, test } from 'vitest'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { buildNetwork } from '../../../src-engine/network.ts'
import { initializeParameters } from '../../../src-engine/initialize.ts'
import { optimizerSchema } from '../../../src-engine/optimizers/index.ts'
import { checkNetwork } from '../../../src-engine/validate.ts'
import { descentPath, landscapes, untilOutside } from '../../../src-renderer/design/descent-path.ts'
import { layoutDiagram } from '../../../src-renderer/design/diagram.ts'
import type { DataFacts } from '../../../src-renderer/design/fixes.ts'
import { histogramOf } from '../../../src-renderer/design/histogram.ts'
import { starterExperiment } from '../../../src-renderer/design/starter.ts'
import { weightedWires } from '../../../src-renderer/design/wires.ts'

const sgd = (learningRate: number, momentum: number) => optimizerSchema.parse({ type: 'sgd', learningRate, momentum })

describe('the path of an optimiser', () => {
  test('is that of its formula: without momentum, every step of a bowl leaves the share 1 − rate', () => {
    const { points } = descentPath(sgd(0.25, 0), landscapes.bowl)
    points.slice(1).forEach(([x], i) => expect(x).toBeCloseTo((points[i]?.[0] ?? 0) * 0.75, 12))
  })

  test('arrives, is under way, or runs away, as the rate and the curvature have it', () => {
    expect(descentPath(sgd(0.5, 0), landscapes.bowl).outcome.kind).toBe('arrived')
    expect(descentPath(sgd(0.001, 0), landscapes.bowl).outcome.kind).toBe('underWay')
    // Along the steep side of the ravine the limit is 2 / 15.
    expect(descentPath(sgd(0.14, 0), landscapes.ravine).outcome.kind).toBe('away')
    expect(descentPath(sgd(0.14, 0), landscapes.bowl).outcome.kind).toBe('arrived')
    expect(descentPath(sgd(1e200, 0), landscapes.bowl).outcome.kind).toBe('away')
  })

  test('overshoots where the rate throws it past the bottom again and again', () => {
    expect(descentPath(sgd(1.5, 0.99), landscapes.bowl).outcome.kind).toBe('overshoots')
    // Every step turns round: the share −0.96 is left of what was there.
    expect(descentPath(sgd(1.96, 0), landscapes.bowl).outcome.kind).toBe('overshoots')
  })

  test('is drawn as far as the first point outside', () => {
    const { points } = descentPath(sgd(0.5, 0), landscapes.ravine)
    const shown = untilOutside(points, ([, y]) => Math.abs(y) < 1.1)
    // Across, a step leaves 1 − 0.5 · 15 = −6.5 of 0.8.
    expect(shown).toHaveLength(2)
    expect(shown[1]?.[1]).toBeCloseTo(-5.2, 12)
  })
})

test('the wires of the diagram have the weights that training begins with', () => {
  const experiment = starterExperiment()
  const { layers } = experiment.network
  const data: DataFacts = { inputShape: [2], targetShape: [1], task: 'classification' }
  const report = checkNetwork(experiment, data)
  const diagram = layoutDiagram(layers, report, data, 600, 300)!
  const wires = weightedWires(diagram, layers, report, data, experiment.seed)
  const network = buildNetwork({
    ...{ layers, seed: experiment.seed, kernels: referenceKernels, maxBatch: 1, slotCount: 0 },
    ...{ precision: 'float64', input: { shape: [2], vocabulary: null } },
  })
  initializeParameters(experiment, network)
  const [first, , second] = network.parameters
  expect(wires).toHaveLength(2 * 8 + 8)
  for (const { from, to, weight } of wires.slice(0, 16)) expect(weight).toBe(first!.value[(to - 1) * 2 + from - 1])
  for (const { from, weight } of wires.slice(16)) expect(weight).toBe(second!.value[from - 1])
  const heaviest = wires.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))[0]!
  expect(heaviest.thickness).toBe(Math.max(...wires.map(({ thickness }) => thickness)))
})

test('a histogram counts every number once, the largest in the last part', () => {
  expect(histogramOf([0, 1, 2, 3, 4], 4)).toEqual({
    ...{ counts: [1, 1, 1, 2], minimum: 0, maximum: 4, mean: 2, deviation: Math.sqrt(2) },
  })
  expect(histogramOf([7, 7], 3)?.counts).toEqual([0, 2, 0])
  expect(histogramOf([], 3)).toBeNull()
})
