import { describe, expect, it } from 'vitest'
import { datasetSchema } from '../../../src-engine/datasets/index.ts'
import { glyphs } from '../../../src-engine/datasets/digits/glyphs.ts'
import { createTrainer } from '../../../src-engine/trainer.ts'
import { fastestKernels } from '../../../src-main/files/kernels.ts'
import { datasetOf, experimentOf, train } from '../support/train.ts'
import { classCounts, labelsOf, load } from './support/load.ts'

const pixels = 28 * 28

/** Image `i` as numbers. */
function imageOf(inputs: ArrayLike<number>, i: number): number[] {
  return Array.from({ length: pixels }, (_, pixel) => inputs[i * pixels + pixel] as number)
}

describe('drawn digits', () => {
  const dataset = load({ name: 'digits', noise: 0 })

  it('are 2,000 images of 28×28 bytes, 200 of each digit', () => {
    expect(dataset.count).toBe(2000)
    expect(dataset.inputShape).toEqual([1, 28, 28])
    expect(dataset.inputs).toBeInstanceOf(Uint8Array)
    expect(dataset.inputs).toHaveLength(2000 * pixels)
    expect(dataset.targetShape).toEqual([10])
    expect(classCounts(dataset)).toEqual(new Array(10).fill(200))
    expect(dataset.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
  })

  it('are white on black, in the middle, clear of the border', () => {
    for (let i = 0; i < dataset.count; i++) {
      const image = imageOf(dataset.inputs, i)
      expect(Math.max(...image)).toBeGreaterThan(200)
      const ink = image.reduce((sum, value) => sum + value, 0)
      expect(ink / (255 * pixels)).toBeGreaterThan(0.02)
      expect(ink / (255 * pixels)).toBeLessThan(0.4)
      const [x, y] = [
        image.reduce((sum, value, pixel) => sum + value * ((pixel % 28) + 0.5), 0) / ink,
        image.reduce((sum, value, pixel) => sum + value * (Math.floor(pixel / 28) + 0.5), 0) / ink,
      ]
      expect(Math.abs(x - 14)).toBeLessThan(3.5)
      expect(Math.abs(y - 14)).toBeLessThan(3.5)
      const border = image.filter((_, pixel) => pixel < 28 || pixel >= 27 * 28 || pixel % 28 === 0 || pixel % 28 === 27)
      expect(border.reduce((sum, value) => sum + value, 0) / ink).toBeLessThan(0.05)
    }
  })

  it('have soft edges, and never the same image twice', () => {
    const greys = Array.from(dataset.inputs).filter((value) => value > 0 && value < 255).length
    const whites = Array.from(dataset.inputs).filter((value) => value === 255).length
    expect(greys).toBeGreaterThan(whites / 2)
    expect(new Set(Array.from({ length: 2000 }, (_, i) => imageOf(dataset.inputs, i).join())).size).toBe(2000)
  })

  it('noise lies on every pixel with its standard deviation', () => {
    const noisy = Array.from(load({ name: 'digits', noise: 0.1, variety: 0 }).inputs)
    // Nothing is drawn in the corners; there the half of the noise below 0 is cut off, and its mean is σ/√(2π).
    const corners = noisy.filter((_, i) => Math.floor((i % pixels) / 28) < 2 && i % 28 < 2)
    expect(corners).toHaveLength(2000 * 4)
    const mean = corners.reduce((sum, value) => sum + value) / corners.length
    expect(mean).toBeGreaterThan(9.8)
    expect(mean).toBeLessThan(10.6)
  })

  it('without variety differ only by the way a digit is written and by the softness of the pen', () => {
    const alike = load({ name: 'digits', noise: 0, variety: 0 })
    const inked = new Set(
      labelsOf(alike).map((_, i) =>
        imageOf(alike.inputs, i)
          .map((value) => (value > 127 ? '#' : '.'))
          .join(''),
      ),
    )
    expect(inked.size).toBe(glyphs.flat().length)
  })

  it('at the wildest still leave ink on every image', () => {
    const { inputs, count } = load({ name: 'digits', samples: 5000, noise: 0, variety: 2 })
    for (let i = 0; i < count; i++) expect(Math.max(...imageOf(inputs, i))).toBeGreaterThan(50)
  })

  it('are decided by the spec and the seed to the last byte', () => {
    const spec = { name: 'digits', samples: 100 }
    expect(load(spec, { seed: 2 })).toEqual(load(spec, { seed: 2 }))
    expect(load(spec, { seed: 3 }).inputs).not.toEqual(load(spec, { seed: 2 }).inputs)
  })

  it('number at most 60,000', () => {
    expect(datasetSchema.safeParse({ name: 'digits', samples: 60_001 }).success).toBe(false)
  })
})

describe('learning drawn digits', () => {
  function accuracyOf(layers: readonly object[], learningRate: number): number {
    const experiment = experimentOf({
      dataset: { name: 'digits', samples: 4000, split: { train: 0.4, test: 0.6 } },
      network: { layers: [...layers, { type: 'dense', units: 10 }, { type: 'softmax' }] },
      loss: 'categorical_cross_entropy',
      optimizer: { type: 'sgd', learningRate, momentum: 0.9 },
      training: { epochs: 8, batchSize: 32, shuffle: true, precision: 'float32' },
    })
    const kernels = fastestKernels('float32')
    const trainer = createTrainer({ experiment, dataset: datasetOf(experiment), kernels, checkpoint: null })
    return train(trainer).evaluate('test')?.accuracy ?? 0
  }

  it('from 1,600 digits, 784-100-10 learns to read more than 95 % of others, and a linear softmax clearly fewer', () => {
    const hidden = [{ type: 'dense', units: 100, weightInit: { type: 'he_normal' } }, { type: 'relu' }]
    const deep = accuracyOf(hidden, 0.05)
    const linear = accuracyOf([], 0.02)
    expect(deep).toBeGreaterThan(0.95)
    expect(linear).toBeLessThan(deep - 0.015)
    expect(linear).toBeGreaterThan(0.85)
  }, 60_000)
})
