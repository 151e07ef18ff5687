import { describe, expect, it } from 'vitest'
import type { SlidingWindow } from '../../../src-engine/kernels/image-kernels.ts'
import { referenceKernels as reference } from '../../../src-engine/kernels/reference.ts'
import { slide } from '../../../src-engine/layers/image.ts'
import { createBench, exact, fastKernels, magnitudes, poison, unit, wrongIn, type Bench } from './support/twins.ts'

/** n, channels, filters, image, kernel, stride. */
type ConvCase = readonly [number, number, number, readonly [number, number], readonly [number, number], readonly [number, number]] // prettier-ignore

/** The largest window of a row or column, below. */
const largest = 5

function windowsOf(
  [height, width]: readonly number[],
  [rows, columns]: readonly number[],
  [down, right]: readonly number[],
) {
  const at = (cells = 1, size = 1, stride = 1): SlidingWindow => slide(cells, Math.min(size, cells), stride)
  return [at(height, rows, down), at(width, columns, right)] as const
}

function wrongConvolution(bench: Bench, [n, channels, filters, image, kernel, stride]: ConvCase, change = keep) {
  const { kernels, random, output } = bench
  const [rows, columns] = windowsOf(image, kernel, stride)
  const shape = { channels, filters, rows, columns }
  const depth = channels * rows.size * columns.size
  const positions = rows.positions * columns.positions
  const cells = n * channels * rows.cells * columns.cells
  const input = change(random('input', cells))
  const weight = change(random('weight', filters * depth))
  const bias = random('bias', filters)
  const dOutput = change(random('dOutput', n * filters * positions))

  const found = output('output', n * filters * positions)
  const dInput = output('dInput', cells)
  const dWeight = output('dWeight', filters * depth)
  const dBias = output('dBias', filters)
  kernels.convForward(n, shape, input, weight, bias, found)
  kernels.convBackward(n, shape, input, weight, dOutput, dInput, dWeight, dBias)

  const run = (of: typeof exact) => {
    const z = new Float64Array(n * filters * positions)
    const [dX, dW, db] = [
      new Float64Array(cells),
      new Float64Array(filters * depth),
      new Float64Array(filters),
    ] as const
    reference.convForward(n, shape, of(input), of(weight), of(bias), z)
    reference.convBackward(n, shape, of(input), of(weight), of(dOutput), dX, dW, db)
    return { z, dX, dW, db }
  }
  const expected = run(exact)
  const sums = run(magnitudes)
  const terms = { z: depth, dX: filters * rows.size * columns.size, dW: n * positions, db: n * positions }
  const wrong = (name: keyof typeof terms, values: Float32Array) =>
    wrongIn(values, expected[name], sums[name].map((sum) => (terms[name] + 2) * unit * sum)) // prettier-ignore
  return [...wrong('z', found), ...wrong('dX', dInput), ...wrong('dW', dWeight), ...wrong('db', dBias)]
}

const keep = (values: Float32Array) => values

describe.each(fastKernels)('images with %s kernels', (_name, create) => {
  const bench = createBench(create())
  const { kernels, rng } = bench

  it.each(Array.from({ length: 70 }, (_, i) => i + 1))('are convolved alike at a width of %i', (width) => {
    for (const [kernel, stride] of [
      [1, 1],
      [2, 1],
      [3, 1],
      [3, 2],
      [4, 3],
      [5, 1],
    ] as const) {
      // prettier-ignore
      const convolution: ConvCase = [2, 2, 3, [5, width], [kernel, kernel], [stride, stride]]
      expect([convolution, wrongConvolution(bench, convolution)]).toEqual([convolution, []])
    }
  })

  it('are convolved alike with any number of channels and filters', () => {
    for (let size = 1; size <= 40; size++) {
      for (const convolution of [
        [1, size, 3, [6, 7], [3, 3], [1, 1]],
        [1, 2, size, [6, 7], [3, 2], [1, 2]],
        [size, 1, 2, [4, 5], [2, 3], [1, 1]],
      ] as const) {
        expect([convolution, wrongConvolution(bench, convolution)]).toEqual([convolution, []])
      }
    }
  })

  it.each([1, 2, 3, 4, 5, 6, 7])('are convolved alike with kernels of every width and height of %i', (size) => {
    for (let other = 1; other <= 7; other++) {
      for (const channels of [1, 3, 8]) {
        for (const stride of [
          [1, 1],
          [2, 3],
        ] as const) {
          const convolution: ConvCase = [2, channels, 5, [9, 11], [size, other], stride]
          expect([convolution, wrongConvolution(bench, convolution)]).toEqual([convolution, []])
        }
      }
    }
  })

  // Blocks end at 1,024 positions and 2,048 taps of all channels; for the image's gradient at 2,048 cells between taps,
  // or positions, at 256 filters and at 8,192 weights of one channel. Planes of whole kilobytes are copied first.
  const large: readonly ConvCase[] = [
    [2, 1, 8, [30, 30], [3, 3], [1, 1]],
    [2, 8, 16, [16, 16], [3, 3], [1, 1]],
    [2, 3, 11, [18, 18], [3, 3], [1, 1]],
    [2, 9, 11, [35, 35], [4, 4], [1, 1]],
    [1, 2, 130, [34, 34], [3, 3], [1, 1]],
    [1, 250, 9, [5, 5], [3, 3], [1, 1]],
    [1, 3, 300, [5, 5], [3, 3], [1, 1]],
    [1, 130, 70, [6, 6], [4, 4], [1, 1]],
    [1, 2, 3, [70, 71], [3, 3], [2, 1]],
    [1, 1, 2, [60, 60], [50, 48], [1, 1]],
    [1, 1, 2, [3, 5000], [2, 3], [1, 1]],
    [1, 1, 1, [2, 7000], [1, 2500], [1, 1000]],
  ]

  it.each(large)('are convolved alike beyond the blocks they are cut into: %j', (...convolution) => {
    expect(wrongConvolution(bench, convolution)).toEqual([])
  })

  it.each([
    [1, 3, 1],
    [3, 5, 1],
    [9, 3, 2],
  ])(
    'are convolved to the same bits again, and whatever else is in the batch: %i, %i, %i',
    (channels, size, stride) => {
      const [rows, columns] = windowsOf([20, 21], [size, size], [stride, stride])
      const shape = { channels, filters: 10, rows, columns }
      const cells = channels * rows.cells * columns.cells
      const results = shape.filters * rows.positions * columns.positions
      const samples = 5
      const input = bench.random('input', samples * cells)
      const dOutput = bench.random('dOutput', samples * results)
      const weight = bench.random('weight', shape.filters * channels * size ** 2)
      const bias = bench.random('bias', shape.filters)
      const run = (batches: readonly number[]) => {
        const output = bench.output('output', samples * results)
        const dInput = bench.output('dInput', samples * cells)
        const dWeight = bench.output('dWeight', weight.length)
        const dBias = bench.output('dBias', bias.length)
        let first = 0
        for (const n of batches) {
          const images = input.subarray(first * cells)
          const gradients = dOutput.subarray(first * results)
          const dImages = dInput.subarray(first * cells)
          kernels.convForward(n, shape, images, weight, bias, output.subarray(first * results))
          kernels.convBackward(n, shape, images, weight, gradients, dImages, dWeight, dBias)
          first += n
        }
        return { output: output.slice(), dInput: dInput.slice(), dWeight: dWeight.slice(), dBias: dBias.slice() }
      }
      const whole = run([samples])
      expect(run([samples])).toEqual(whole)
      const { output, dInput } = run([1, 3, 1])
      expect({ output, dInput }).toEqual({ output: whole.output, dInput: whole.dInput })
    },
  )

  it('pass on NaN and infinity through convolutions to the same numbers as the reference', () => {
    for (let round = 0; round < 60; round++) {
      const [height, width] = [1 + rng.below(8), 1 + rng.below(12)] as const
      const stride = [1 + rng.below(3), 1 + rng.below(3)] as const
      const kernel = [1 + rng.below(3), 1 + rng.below(3)] as const
      const convolution: ConvCase = [2, 1 + rng.below(3), 1 + rng.below(7), [height, width], kernel, stride]
      const change = (values: Float32Array) => poison(values, rng, 0.02)
      expect([convolution, wrongConvolution(bench, convolution, change)]).toEqual([convolution, []])
    }
  })

  it('leave out the bias and the gradients nobody needs', () => {
    const [rows, columns] = windowsOf([5, 6], [3, 3], [1, 1])
    const shape = { channels: 2, filters: 3, rows, columns }
    const input = bench.random('input', 60)
    const weight = bench.random('weight', 54)
    const output = bench.output('output', 36)
    kernels.convForward(1, shape, input, weight, null, output)
    const expected = new Float64Array(36)
    reference.convForward(1, shape, exact(input), exact(weight), null, expected)
    expect(wrongIn(output, expected, 20 * unit)).toEqual([])
    const dWeight = bench.output('dWeight', 54)
    kernels.convBackward(1, shape, input, weight, bench.of('dOutput', output), null, dWeight, null)
    const gradient = new Float64Array(54)
    reference.convBackward(1, shape, exact(input), exact(weight), exact(output), null, gradient, null)
    expect(wrongIn(dWeight, gradient, 200 * unit)).toEqual([])
  })

  it.each([false, true])('get and lose borders alike (replicated: %s)', (replicate) => {
    for (let round = 0; round < 200; round++) {
      const border = (cells: number) => ({ cells, before: rng.below(4), after: rng.below(4) })
      const [rows, columns] = [border(1 + rng.below(9)), border(1 + rng.below(40))] as const
      const planes = 1 + rng.below(4)
      const inner = planes * rows.cells * columns.cells
      const [height, width] = [rows, columns].map(({ cells, before, after }) => before + cells + after) as [
        number,
        number,
      ]
      const outer = planes * height * width
      const input = poison(bench.random('input', inner), rng)
      const output = bench.output('output', outer)
      kernels.padForward(planes, rows, columns, replicate, input, output)
      const expected = new Float64Array(outer)
      reference.padForward(planes, rows, columns, replicate, exact(input), expected)
      expect(wrongIn(output, expected, 0)).toEqual([])

      const dOutput = poison(bench.random('dOutput', outer), rng)
      const dInput = bench.output('dInput', inner)
      kernels.padBackward(planes, rows, columns, replicate, dOutput, dInput)
      const gradient = new Float64Array(inner)
      reference.padBackward(planes, rows, columns, replicate, exact(dOutput), gradient)
      expect(wrongIn(dInput, gradient, 32 * unit)).toEqual([])
    }
  })

  it.each(Array.from({ length: 70 }, (_, i) => i + 1))('are pooled alike at a width of %i', (width) => {
    for (const [size, stride] of [
      [1, 1],
      [2, 2],
      [3, 1],
      [3, 2],
      [2, 3],
      [largest, 4],
    ] as const) {
      // prettier-ignore
      const planes = 3
      const [rows, columns] = windowsOf([7, width], [size, size], [stride, stride])
      const cells = planes * rows.cells * columns.cells
      const positions = planes * rows.positions * columns.positions
      const input = bench.random('input', cells)
      // Equal cells, of which the first wins, and what must not be hidden.
      for (let i = 0; i < cells; i++) input[i] = Math.round(4 * (input[i] as number))
      poison(input, rng, 0.02)

      const [output, winners] = [bench.output('output', positions), bench.output('winners', positions)] as const
      kernels.maxPoolForward(planes, rows, columns, input, output, winners)
      const [maxima, places] = [new Float64Array(positions), new Float64Array(positions)] as const
      reference.maxPoolForward(planes, rows, columns, exact(input), maxima, places)
      expect(wrongIn(output, maxima, 0)).toEqual([])
      expect(wrongIn(winners, places, 0)).toEqual([])

      const dOutput = bench.random('dOutput', positions)
      const [dInput, gradient] = [bench.output('dInput', cells), new Float64Array(cells)] as const
      kernels.maxPoolBackward(planes, rows, columns, winners, dOutput, dInput)
      reference.maxPoolBackward(planes, rows, columns, places, exact(dOutput), gradient)
      expect(wrongIn(dInput, gradient, largest ** 2 * unit)).toEqual([])

      output.fill(12_345)
      kernels.avgPoolForward(planes, rows, columns, input, output)
      reference.avgPoolForward(planes, rows, columns, exact(input), maxima)
      expect(wrongIn(output, maxima, 4 * largest ** 2 * unit)).toEqual([])

      dInput.fill(12_345)
      kernels.avgPoolBackward(planes, rows, columns, dOutput, dInput)
      reference.avgPoolBackward(planes, rows, columns, exact(dOutput), gradient)
      expect(wrongIn(dInput, gradient, largest ** 2 * unit)).toEqual([])
    }
  })

  it('are pooled with any stride where they are the last thing in memory', () => {
    const fresh = create()
    const page = 65_536
    const [output, winners] = [fresh.place(new Float32Array(1)), fresh.place(new Float32Array(1))] as const
    const { byteOffset } = fresh.allocate(64)
    const { buffer, byteOffset: start } = fresh.allocate(2 * page - 64 - ((byteOffset + 64) % page))
    expect(buffer.byteLength % page).toBe(0)
    const input = new Float32Array(buffer, buffer.byteLength - 68, 1).fill(7)
    expect(input.byteOffset).toBeGreaterThanOrEqual(start)
    const [row, column] = [slide(1, 1, 1), slide(1, 1, 1000)] as const
    fresh.maxPoolForward(1, row, column, input, output, winners)
    expect([output[0], winners[0]]).toEqual([7, 0])
    fresh.avgPoolForward(1, row, column, input, output)
    expect(output[0]).toBe(7)
  })
})
