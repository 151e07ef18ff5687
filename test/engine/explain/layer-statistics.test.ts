import { describe, expect, it } from 'vitest'
import { layerStatistics, spreadOf, type LayerStatistics } from '../../../src-engine/explain/layer-statistics.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { createTrainer } from '../../../src-engine/trainer.ts'
import { datasetOf, denseOf, experimentOf } from '../support/train.ts'

function statisticsOf(parts: Record<string, unknown>): LayerStatistics[] {
  const experiment = experimentOf({ optimizer: { type: 'sgd', learningRate: 0 }, ...parts })
  const found: LayerStatistics[] = []
  const trainer = createTrainer({
    experiment,
    dataset: datasetOf(experiment),
    kernels: referenceKernels,
    checkpoint: null,
    observe: ({ samples }) => {
      found.push(...layerStatistics(trainer, samples, 4))
    },
  })
  trainer.step()
  return found
}

describe('the spread of numbers', () => {
  it('is their mean, standard deviation, range and histogram', () => {
    expect(spreadOf(Float64Array.of(0, 1, 1, 2, 4, 4), 4)).toEqual({
      count: 6,
      mean: 2,
      std: Math.sqrt((4 + 1 + 1 + 0 + 4 + 4) / 6),
      min: 0,
      max: 4,
      histogram: [1, 2, 1, 2],
    })
  })

  it('of equal numbers is one part', () => {
    expect(spreadOf(Float64Array.of(3, 3), 3)).toMatchObject({ std: 0, min: 3, max: 3, histogram: [2, 0, 0] })
  })

  it('leaves out what is no number, and says NaN where nothing is left', () => {
    expect(spreadOf(Float64Array.of(NaN, 1, Infinity, 3), 2)).toMatchObject({ count: 4, mean: 2, histogram: [1, 1] })
    expect(spreadOf(Float64Array.of(NaN), 2)).toMatchObject({ count: 1, mean: NaN, histogram: [0, 0] })
  })
})

describe('the statistics of a layer', () => {
  const layers = [denseOf([[1, 0], [-1, 0], [0, 9]], [0, -3, 0]), { type: 'relu' }, denseOf([[1, 2, 0]]), { type: 'tanh' }] // prettier-ignore
  const [first, relu, second, tanh] = statisticsOf({
    network: { layers },
    dataset: { name: 'inline', inputs: [[1, 1], [2, -1]], targets: [[1], [1]] },
    loss: 'half_squared_error',
    training: { batchSize: 2 },
  }) // prettier-ignore

  it('tell how weights and outputs are spread', () => {
    expect(first?.weight).toMatchObject({ count: 6, mean: 1.5, min: -1, max: 9, histogram: [5, 0, 0, 1] })
    expect(first?.bias).toMatchObject({ count: 3, mean: -1 })
    // z = (1, −4, 9) and (2, −5, −9)
    expect(first?.output).toMatchObject({ count: 6, mean: -1, min: -9, max: 9 })
    expect([relu?.weight, relu?.bias, relu?.gradientNorm]).toEqual([null, null, null])
  })

  it('count units that are dead and numbers that are saturated', () => {
    // Only the second unit is at 0 for both samples.
    expect(relu?.deadShare).toBeCloseTo(1 / 3, 15)
    // tanh 1 = 0.76 slopes, tanh 2 = 0.964 does still: 1 − 0.93 = 7 %.
    expect(tanh?.saturatedShare).toBe(0)
    expect([first?.deadShare, relu?.saturatedShare, tanh?.deadShare]).toEqual([null, null, null])
    const far = statisticsOf({
      network: { layers: [denseOf([[1], [10]]), { type: 'sigmoid' }] },
      dataset: { name: 'inline', inputs: [[1], [-5]], targets: [[1, 1], [0, 0]] }, // prettier-ignore
      training: { batchSize: 2 },
    })
    // z = 1, 10, −5, −50: σ′ of 1 is 79 % of the steepest, of −5 still 2.7 %.
    expect(far[1]?.saturatedShare).toBe(0.5)
  })

  it('measure gradients by their norms', () => {
    const d = [1, 2].map((z) => ((Math.tanh(z) - 1) / 2) * (1 - Math.tanh(z) ** 2))
    const [d1 = NaN, d2 = NaN] = d
    expect(second?.outputGradientNorm).toBeCloseTo(Math.hypot(d1, d2), 15)
    // ∂C/∂W of the second layer is (d₁·1 + d₂·2, 0, d₁·9).
    expect(second?.gradientNorm?.weight).toBeCloseTo(Math.hypot(d1 + 2 * d2, 9 * d1), 14)
    expect(second?.gradientNorm?.bias).toBe(0)
  })

  it('have no gradient by an output that is merged with the loss', () => {
    const merged = statisticsOf({
      network: { layers: [{ type: 'dense', units: 2 }, { type: 'softmax' }] },
      dataset: { name: 'inline', inputs: [[1]], targets: [[1, 0]] },
      loss: 'categorical_cross_entropy',
    })
    expect(merged[1]?.outputGradientNorm).toBeNull()
    expect(merged[0]?.outputGradientNorm).toBeGreaterThan(0)
  })
})
