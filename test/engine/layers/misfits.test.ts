import { inEnglish } from '../../../src-engine/sentence.ts'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src-engine/problem.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { checkNetwork } from '../../../src-engine/validate.ts'
import { experimentOf } from '../support/train.ts'

const image = { inputShape: [1, 28, 28], targetShape: [10], task: 'classification' } as const
const row = { inputShape: [784], targetShape: [10], task: 'classification' } as const
const words = { inputShape: [4], targetShape: [3], task: 'classification', vocabulary: ['a', 'b', 'c'] } as const

const conv = { type: 'conv2d', filters: 2, kernel: 3 }
const pool = { type: 'max_pool2d', size: 2 }

function problemOf(layers: readonly object[], data: Parameters<typeof checkNetwork>[1]): string {
  const { problems } = checkNetwork(experimentOf({ network: { layers } }), data)
  return problems
    .map(({ path, message, remedy }) => `${path.join('.')}: ${inEnglish(message)}; ${inEnglish(remedy)}`)
    .join('\n')
}

describe('layers that do not fit what reaches them say what they found and what they need', () => {
  it.each([
    [
      'a convolution of a row',
      [conv, { type: 'dense', units: 10 }],
      row,
      'network.layers.0: its input has shape 784; convolution and pooling need channels × rows × columns: put them before flatten and dense layers, and take a dataset of images',
    ],
    [
      'pooling after a dense layer',
      [{ type: 'dense', units: 64 }, pool],
      image,
      'network.layers.1: its input has shape 64; convolution and pooling need channels × rows × columns: put them before flatten and dense layers, and take a dataset of images',
    ],
    [
      'a kernel larger than the image',
      [
        { type: 'avg_pool2d', size: 7 },
        { ...conv, kernel: [3, 5] },
      ],
      image,
      'network.layers.1.kernel: is 3×5 and does not fit into an image of 4×4; needs at most 3×4, or padding "same"',
    ],
    [
      'a window larger than the image',
      [{ ...pool, size: 16 }, conv, pool],
      { ...image, inputShape: [1, 50, 28] },
      'network.layers.1.kernel: is 3×3 and does not fit into an image of 3×1; needs at most 3×1, or padding "same"',
    ],
    [
      'pooling once too often',
      [{ ...pool, size: 20 }, pool],
      image,
      'network.layers.1.size: is 2×2 and does not fit into an image of 1×1; needs at most 1×1, or fewer layers before it that make the image smaller',
    ],
    [
      'an embedding of plain numbers',
      [{ type: 'embedding', dim: 3 }],
      row,
      'network.layers.0: gets 784 plain numbers; needs words: put it first, on a dataset of text; plain numbers go into a dense layer',
    ],
    [
      'words without an embedding',
      [{ type: 'dropout' }, { type: 'embedding', dim: 3 }],
      words,
      'network.layers.0: dropout cannot take words; put an embedding before it',
    ],
    [
      'a second embedding',
      [
        { type: 'embedding', dim: 5 },
        { type: 'embedding', dim: 3 },
      ],
      words,
      'network.layers.1: gets 5 plain numbers; needs words: put it first, on a dataset of text; plain numbers go into a dense layer',
    ],
    [
      'given weights of another shape',
      [
        { ...conv, weightInit: { type: 'values', values: [[1, 2, 3]] } },
        { type: 'flatten' },
        { type: 'dense', units: 10 },
      ],
      image,
      'network.layers.0.weightInit.values: has shape 1×3; needs shape 2×1×3×3',
    ],
  ])('%s', (_what, layers, data, message) => {
    expect(problemOf(layers, data)).toBe(message)
  })

  it('but padding makes room for any kernel', () => {
    const layers = [
      { ...conv, kernel: 31, padding: 'same' },
      { type: 'dense', units: 10 },
    ]
    expect(checkNetwork(experimentOf({ network: { layers } }), image).problems).toEqual([])
  })
})

describe('settings for rows and columns', () => {
  it.each([
    [0, 'network.layers[0].kernel: is 0; must be at least 1'],
    [[3, 0], 'network.layers[0].kernel[1]: is 0; must be at least 1'],
    [2.5, 'network.layers[0].kernel: is 2.5; must be a whole number, or two of them: [rows, columns]'],
    [[3], 'network.layers[0].kernel: is a list; must be a whole number, or two of them: [rows, columns]'],
    [[3, 3, 3], 'network.layers[0].kernel: is a list; must be a whole number, or two of them: [rows, columns]'],
    [undefined, 'network.layers[0].kernel: is missing; must be a whole number, or two of them: [rows, columns]'],
  ])('refuse %o', (kernel, message) => {
    const read = () => experimentOf({ network: { layers: [{ ...conv, kernel }] } })
    expect(read).toThrow(InputError)
    expect(read).toThrow(message)
  })

  it('of pooling go as far as the window unless told otherwise', () => {
    const experiment = experimentOf({ network: { layers: [pool] } })
    expect(experiment.network.layers).toEqual([{ type: 'max_pool2d', size: [2, 2], stride: null }])
    expect(parseExperiment(experiment)).toEqual(experiment)
  })
})
