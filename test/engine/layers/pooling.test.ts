import { describe, expect, it } from 'vitest'
import { avgPool2d } from '../../../src-engine/layers/avg-pool2d.ts'
import { maxPool2d } from '../../../src-engine/layers/max-pool2d.ts'
import { backward, forward, layerAlone } from '../support/layer.ts'

// prettier-ignore
const image = [
  1, 5, 2, 0,
  3, 4, 9, 1,
  7, 6, 8, 2,
]

describe('max pooling', () => {
  const overlapping = () => layerAlone({ type: 'max_pool2d', size: 2, stride: 1 }, [1, 3, 4])

  it('takes the largest cell of each window', () => {
    expect(forward(overlapping(), image)).toEqual([5, 9, 9, 7, 9, 9])
  })

  it('remembers which cell of its plane each number came from', () => {
    const network = overlapping()
    forward(network, image)
    const winners = network.layers[0]?.buffers.workspace.winners?.subarray(0, 6)
    expect(Array.from(winners ?? [])).toEqual([1, 6, 6, 8, 6, 6])
  })

  it('gives the whole gradient to that one cell, adding up what several windows send', () => {
    const network = overlapping()
    forward(network, image)
    // prettier-ignore
    expect(backward(network, [1, 10, 100, 1000, 10_000, 100_000]).dInput).toEqual([
      0, 1, 0, 0,
      0, 0, 110_110, 0,
      1000, 0, 0, 0,
    ])
  })

  it('lets the first of equal cells win, row by row', () => {
    const network = layerAlone({ type: 'max_pool2d', size: [2, 3] }, [1, 2, 3])
    forward(network, [1, 4, 4, 4, 4, 0])
    expect(backward(network, [1]).dInput).toEqual([0, 1, 0, 0, 0, 0])
  })

  it('finds the largest of negative numbers', () => {
    expect(forward(layerAlone({ type: 'max_pool2d', size: 2 }, [1, 2, 2]), [-3, -1, -2, -4])).toEqual([-1])
  })

  it('does not hide that a number is NaN', () => {
    const pool = layerAlone({ type: 'max_pool2d', size: 2 }, [1, 2, 2])
    for (const place of [0, 1, 2, 3]) {
      const cells = [1, 2, 3, 4]
      cells[place] = NaN
      expect(forward(pool, cells)).toEqual([NaN])
    }
  })
})

describe('average pooling', () => {
  it('takes the mean of each window and leaves out cells that no window reaches', () => {
    expect(forward(layerAlone({ type: 'avg_pool2d', size: 2 }, [1, 3, 4]), image)).toEqual([13 / 4, 12 / 4])
  })

  it('shares the gradient out evenly, adding up where windows overlap', () => {
    const network = layerAlone({ type: 'avg_pool2d', size: [3, 2], stride: [1, 1] }, [1, 3, 4])
    forward(network, image)
    // prettier-ignore
    expect(backward(network, [6, 60, 600]).dInput).toEqual([
      1, 11, 110, 100,
      1, 11, 110, 100,
      1, 11, 110, 100,
    ])
  })
})

describe.each([maxPool2d, avgPool2d])('$type', ({ type }) => {
  it('keeps channels and samples apart', () => {
    const network = layerAlone({ type, size: [1, 2] }, [2, 1, 4])
    const pooled = forward(network, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8], 2)
    expect(pooled).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it.each([
    [{ size: 2 }, [3, 5, 4]],
    [{ size: [3, 2] }, [3, 3, 4]],
    [{ size: 2, stride: [1, 3] }, [3, 10, 3]],
    [{ size: [11, 9] }, [3, 1, 1]],
  ])('with %o turns 3×11×9 into %o', (settings, expected) => {
    expect(layerAlone({ type, ...settings }, [3, 11, 9]).outputShape).toEqual(expected)
  })
})
