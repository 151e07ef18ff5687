import { describe, expect, it } from 'vitest'
import { conv2d } from '../../../src-engine/layers/conv2d.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { sizeOf } from '../../../src-engine/shape.ts'
import { backward, forward, layerAlone } from '../support/layer.ts'
import { closeTo } from '../support/numbers.ts'

const given = (values: unknown, bias?: readonly number[]) => ({
  weightInit: { type: 'values', values },
  ...(bias ? { biasInit: { type: 'values', values: bias } } : { bias: false }),
})

describe('conv2d worked out by hand', () => {
  const layer = () => layerAlone({ type: 'conv2d', filters: 1, kernel: 2, ...given([[[[1, 2], [3, 4]]]], [0.5]) }, [1, 3, 3]) // prettier-ignore
  const image = [1, 2, 3, 4, 5, 6, 7, 8, 9]

  it('lays the kernel on the image as it is written, not flipped', () => {
    // 1·1 + 2·2 + 3·4 + 4·5 = 37; flipped it would be 4·1 + 3·2 + 2·4 + 1·5 = 23.
    expect(forward(layer(), image)).toEqual([37.5, 47.5, 67.5, 77.5])
  })

  it('gives each weight the cells it met, each cell the weights it met, and the bias everything', () => {
    const network = layer()
    forward(network, image)
    const { dWeight, dInput, dBias } = backward(network, [1, 0, 0, 2])
    expect(dWeight).toEqual([1 + 2 * 5, 2 + 2 * 6, 4 + 2 * 8, 5 + 2 * 9])
    expect(dInput).toEqual([1, 2, 0, 3, 4 + 2 * 1, 2 * 2, 0, 2 * 3, 2 * 4])
    expect(dBias).toEqual([3])
  })

  it('adds up the channels of each filter, in the order filters, channels, rows, columns', () => {
    const weight = [[[[1, 10]], [[100, 1000]]], [[[2, 20]], [[200, 2000]]]] // prettier-ignore
    const network = layerAlone({ type: 'conv2d', filters: 2, kernel: [1, 2], ...given(weight) }, [2, 2, 2])
    expect(network.outputShape).toEqual([2, 2, 1])
    expect(forward(network, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([6521, 8743, 2 * 6521, 2 * 8743])
  })

  it('adds the gradients of a batch up', () => {
    const network = layer()
    forward(network, [...image, ...image.map((x) => 10 * x)], 2)
    const { dWeight, dBias } = backward(network, [1, 0, 0, 0, 1, 0, 0, 0], 2)
    expect(dWeight).toEqual([11, 22, 44, 55])
    expect(dBias).toEqual([2])
  })

  const padded = (paddingMode: string) => layerAlone({ type: 'conv2d', filters: 1, kernel: 2, padding: 'same', paddingMode, ...given([[[[1, 10], [100, 1000]]]]) }, [1, 2, 2]) // prettier-ignore

  it('puts the odd cell of padding at the end, of zeros', () => {
    expect(forward(padded('zeros'), [1, 2, 3, 4])).toEqual([4321, 402, 43, 4])
  })

  it('repeats the border where asked', () => {
    expect(forward(padded('replicate'), [1, 2, 3, 4])).toEqual([4321, 4422, 4343, 4444])
  })

  it('lets the gradient of a repeated border flow back to the cell it repeats', () => {
    const [replicate, zeros] = [padded('replicate'), padded('zeros')]
    forward(replicate, [1, 2, 3, 4])
    expect(backward(replicate, [1, 1, 1, 1]).dInput).toEqual([1, 21, 201, 4221])
    forward(zeros, [1, 2, 3, 4])
    expect(backward(zeros, [1, 1, 1, 1]).dInput).toEqual([1, 11, 101, 1111])
  })
})

/** Everything a convolution computes, straight from its definition, on images [channel][row][column] of one sample. */
function byDefinition(setting: Setting, image: Grid, weight: readonly Grid[], dOutput: Grid) {
  const { padding, paddingMode, kernel, stride } = setting
  const size = [image[0]?.length ?? 0, image[0]?.[0]?.length ?? 0] as const
  const total = kernel.map((k) => (padding === 'valid' ? 0 : padding === 'same' ? k - 1 : 2 * (k - 1)))
  const before = total.map((p) => Math.floor(p / 2))
  const outputs = ([0, 1] as const).map((d) => Math.floor((size[d] + (total[d] ?? 0) - kernel[d]) / stride[d]) + 1)
  const dInput = image.map((plane) => plane.map((row) => row.map(() => 0)))
  const dWeight = weight.map((filter) => filter.map((plane) => plane.map((row) => row.map(() => 0))))
  const output = weight.map((filter, f) =>
    range(outputs[0]).map((y) =>
      range(outputs[1]).map((x) => {
        let sum = 0
        image.forEach((plane, c) => {
          for (const i of range(kernel[0])) {
            for (const j of range(kernel[1])) {
              let row = y * stride[0] + i - (before[0] ?? 0)
              let column = x * stride[1] + j - (before[1] ?? 0)
              const outside = row < 0 || row >= size[0] || column < 0 || column >= size[1]
              if (outside && paddingMode === 'zeros') continue
              row = Math.min(size[0] - 1, Math.max(0, row))
              column = Math.min(size[1] - 1, Math.max(0, column))
              const a = plane[row]?.[column] ?? NaN
              const w = filter[c]?.[i]?.[j] ?? NaN
              const dz = dOutput[f]?.[y]?.[x] ?? 0
              sum += w * a
              add(dInput[c]?.[row], column, w * dz)
              add(dWeight[f]?.[c]?.[i], j, a * dz)
            }
          }
        })
        return sum
      }),
    ),
  )
  return { output, dInput, dWeight }
}

type Grid = number[][][]

interface Setting {
  readonly padding: 'valid' | 'same' | 'full'
  readonly paddingMode: 'zeros' | 'replicate'
  readonly kernel: readonly [number, number]
  readonly stride: readonly [number, number]
}

const range = (n = 0) => Array.from({ length: n }, (_, i) => i)

function add(row: number[] | undefined, i: number, value: number): void {
  if (row) row[i] = (row[i] ?? NaN) + value
}

const grid = (seed: string, [c, h, w]: readonly [number, number, number]): Grid => {
  const rng = createRng(1, seed)
  return range(c).map(() => range(h).map(() => range(w).map(() => rng.normal())))
}

const settings: Setting[] = (['valid', 'same', 'full'] as const).flatMap((padding) =>
  (['zeros', 'replicate'] as const).flatMap((paddingMode) =>
    ([[1, 1], [2, 3], [3, 3], [4, 2]] as const).flatMap((kernel) =>
      ([[1, 1], [2, 1], [2, 3]] as const).map((stride) => ({ padding, paddingMode, kernel, stride })),
    ),
  ),
) // prettier-ignore

describe('conv2d agrees with its definition', () => {
  it.each(settings)('padding $padding of $paddingMode, kernel $kernel, stride $stride', (setting) => {
    const image = grid('image', [2, 5, 6])
    const weight = range(3).map((f) => grid(`filter ${f}`, [2, ...setting.kernel]))
    const network = layerAlone({ type: 'conv2d', filters: 3, ...setting, ...given(weight) }, [2, 5, 6])
    const [filters = 0, height = 0, width = 0] = network.outputShape
    const dOutput = grid('dOutput', [filters, height, width])
    const expected = byDefinition(setting, image, weight, dOutput)
    expect(network.outputShape).toEqual([3, expected.output[0]?.length, expected.output[0]?.[0]?.length])

    closeTo(forward(network, image.flat(2)), expected.output.flat(2))
    const { dInput, dWeight } = backward(network, dOutput.flat(2))
    closeTo(dInput, expected.dInput.flat(2))
    closeTo(dWeight, expected.dWeight.flat(3))
  })
})

describe('the output of conv2d', () => {
  const outputOf = (settings: object, shape: readonly number[]) =>
    conv2d.outputShape(conv2d.schema.parse({ type: 'conv2d', filters: 4, ...settings }), { shape, vocabulary: null })

  it.each([
    ['no padding takes k − 1 away', { kernel: 5 }, [4, 24, 24]],
    ['"same" keeps the size', { kernel: 4, padding: 'same' }, [4, 28, 28]],
    ['"full" adds k − 1', { kernel: 5, padding: 'full' }, [4, 32, 32]],
    ['a stride divides and drops what is left', { kernel: 3, stride: 2 }, [4, 13, 13]],
    ['"same" with a stride rounds up', { kernel: 3, stride: 3, padding: 'same' }, [4, 10, 10]],
    ['rows and columns go their own ways', { kernel: [1, 5], stride: [4, 1] }, [4, 7, 24]],
  ])('%s', (_what, settings, expected) => {
    expect(outputOf(settings, [3, 28, 28])).toEqual(expected)
  })
})

describe('a conv2d layer', () => {
  const spec = conv2d.schema.parse({ type: 'conv2d', filters: 16, kernel: [3, 5] })
  const signal = { shape: [8, 10, 12], vocabulary: null }

  it('reads one number as the same for rows and columns and stores the pair', () => {
    expect(conv2d.schema.parse({ type: 'conv2d', filters: 1, kernel: 3, stride: 2 })).toMatchObject({
      kernel: [3, 3],
      stride: [2, 2],
    })
    expect(spec.stride).toEqual([1, 1])
    expect(conv2d.schema.parse(spec)).toEqual(spec)
  })

  it('tells initialisers how many cells a unit sees and reaches', () => {
    const [weight, bias] = conv2d.parameters(spec, signal)
    expect(weight).toMatchObject({ shape: [16, 8, 3, 5], fanIn: 8 * 15, fanOut: 16 * 15 })
    expect(bias).toMatchObject({ shape: [16], fanIn: 8 * 15 })
    expect(conv2d.parameters({ ...spec, bias: false }, signal)).toHaveLength(1)
  })

  it('draws He weights of variance 2 / (C·k₁·k₂)', () => {
    const network = layerAlone({ ...spec, weightInit: { type: 'he_normal' } }, signal.shape)
    const values = Array.from(network.parameters[0]?.value ?? [])
    const variance = values.reduce((sum, w) => sum + w * w, 0) / values.length
    expect(values).toHaveLength(1920)
    // Five standard errors of a variance over so many draws.
    expect(Math.abs(variance / (2 / 120) - 1)).toBeLessThan(5 * Math.sqrt(2 / 1920))
  })

  it('counts a multiply and an add for every weight at every place, and one for the bias', () => {
    expect(conv2d.flops(spec, signal)).toBe(16 * 8 * 8 * (2 * 8 * 15 + 1))
  })

  it('needs no workspace without padding', () => {
    expect(conv2d.workspace?.(spec, signal)).toEqual({})
    const same = conv2d.workspace?.({ ...spec, padding: 'same' }, signal)
    expect(same?.padded).toBe(sizeOf([8, 12, 16]))
  })
})
