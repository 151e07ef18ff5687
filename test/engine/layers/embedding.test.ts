import { describe, expect, it } from 'vitest'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { embedding } from '../../../src-engine/layers/embedding.ts'
import { createModel } from '../../../src-engine/model.ts'
import { backward, forward, layerAlone } from '../support/layer.ts'
import { closeTo } from '../support/numbers.ts'
import { experimentOf } from '../support/train.ts'

const vectors = [[1, 10], [2, 20], [3, 30], [4, 40]] // prettier-ignore
const signal = { shape: [3], vocabulary: 4 }
const layer = () => layerAlone({ type: 'embedding', dim: 2, weightInit: { type: 'values', values: vectors } }, signal)

describe('an embedding', () => {
  it('puts out the vector of one word, the mean over several, and 0 for none', () => {
    const output = forward(layer(), [2, -1, -1, 0, 1, 3, -1, -1, -1], 3)
    closeTo(output, [3, 30, 7 / 3, 70 / 3, 0, 0])
  })

  it('counts a word twice that occurs twice', () => {
    closeTo(forward(layer(), [0, 3, 3]), [9 / 3, 90 / 3])
  })

  it('scatters its gradient: each word present gets its share, every other row none', () => {
    const network = layer()
    forward(network, [0, 3, 3, -1, 3, -1], 2)
    const { dWeight } = backward(network, [3, 6, 100, 200], 2)
    closeTo(dWeight, [1, 2, 0, 0, 0, 0, 2 + 100, 4 + 200])
  })

  it('forgets the rows of the batch before', () => {
    const network = layer()
    forward(network, [0, 1, 2])
    backward(network, [3, 3])
    forward(network, [-1, -1, 3])
    expect(backward(network, [5, 7]).dWeight).toEqual([0, 0, 0, 0, 0, 0, 5, 7])
  })

  it('has one row of weights for each word of the vocabulary, drawn from N(0, 1) unless told otherwise', () => {
    const spec = embedding.schema.parse({ type: 'embedding', dim: 300 })
    expect(embedding.parameters(spec, signal)).toMatchObject([
      { name: 'weight', shape: [4, 300], fanIn: 4, fanOut: 300 },
    ])
    expect(embedding.outputShape(spec, signal)).toEqual([300])
    expect(embedding.flops(spec, signal)).toBe(900)
    const values = Array.from(layerAlone(spec, signal).parameters[0]?.value ?? [])
    const variance = values.reduce((sum, w) => sum + w * w, 0) / values.length
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 1200))
  })
})

describe('a model that takes words', () => {
  const experiment = experimentOf({ network: { layers: [{ type: 'embedding', dim: 2 }] } })
  const model = createModel({
    experiment,
    input: signal,
    scaling: { shift: [0], factor: [1] },
    parameters: [{ name: 'layers.0.weight', shape: [4, 2], values: Float64Array.from(vectors.flat()) }],
    kernels: referenceKernels,
  })

  it('answers for their indexes', () => {
    expect(model.predict([[3, -1, -1], [1, 3, -1]])).toEqual([[4, 40], [3, 30]]) // prettier-ignore
  })

  it.each([
    [4, 'inputs[1][2]: is 4; needs the index of a word, from 0 to 3, or -1 for none'],
    [-2, 'inputs[1][2]: is -2; needs'],
    [0.5, 'inputs[1][2]: is 0.5; needs'],
    [NaN, 'inputs[1][2]: is NaN; needs'],
  ])('refuses %d, which is no word', (index, message) => {
    expect(() => model.predict([[0, 1, 2], [0, 1, index]])).toThrow(message) // prettier-ignore
  })
})
