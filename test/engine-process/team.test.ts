import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ActivationKind, Kernels } from '../../src-engine/kernels/kernels.ts'
import { createSimdKernels, type SimdModule } from '../../src-engine/kernels/simd.ts'
import type { Team } from '../../src-engine/kernels/team.ts'
import { slide } from '../../src-engine/layers/image.ts'
import { createRng } from '../../src-engine/rng.ts'
import { createTrainer } from '../../src-engine/trainer.ts'
import { recruit } from '../../src-main/engine_process/kernel-threads.ts'
import { simdModules } from '../engine/support/simd.ts'
import { datasetOf, experimentOf, train, weightsOf } from '../engine/support/train.ts'

/** Kernels with three helpers. */
async function createKernels(module: SimdModule): Promise<Kernels & { readonly team: Team }> {
  const kernels = createSimdKernels(module)
  const { team } = kernels
  if (team === null) throw new Error('these kernels have a team')
  recruit(team, 3)
  onTestFinished(() => {
    team.dismiss()
  })
  while (team.present < 4) await sleep(5)
  return { ...kernels, team }
}

/** Sizes of a batch, of inputs and of outputs: fewer than there are threads, tails of every kind, and plenty. */
const sizes = [1, 2, 3, 5, 7, 13, 24, 31, 50, 67, 130]

type Numbers = (count: number) => Float32Array

/** Every kernel whose work is shared, called with sizes a, b and c; returns what it wrote. */
const shared: Readonly<Record<string, (kernels: Kernels, sizes: Sizes, numbers: Numbers) => ArrayLike<number>[]>> = {
  gather(kernels, [n, , width], numbers) {
    const values = kernels.place(Uint8Array.from(numbers(20 * width), (value) => 128 + 100 * value))
    const indexes = kernels.place(Uint32Array.from({ length: n }, (_, i) => (7 * i) % 20))
    const output = numbers(n * width)
    const [shift, factor] = [kernels.place(Float64Array.of(3)), kernels.place(Float64Array.of(1 / 255))]
    kernels.gather(n, width, values, indexes, shift, factor, output)
    return [output]
  },
  denseForward(kernels, [n, nIn, nOut], numbers) {
    const output = numbers(n * nOut)
    kernels.denseForward(n, nIn, nOut, numbers(n * nIn), numbers(nIn * nOut), numbers(nOut), output)
    return [output]
  },
  denseBackward(kernels, [n, nIn, nOut], numbers) {
    const [input, weight, dOutput] = [numbers(n * nIn), numbers(nIn * nOut), numbers(n * nOut)]
    const [dInput, dWeight, dBias] = [numbers(n * nIn), numbers(nIn * nOut), numbers(nOut)]
    kernels.denseBackward(n, nIn, nOut, input, weight, dOutput, dInput, dWeight, dBias)
    return [dInput, dWeight, dBias]
  },
  ...Object.fromEntries(
    (['identity', 'sigmoid', 'tanh', 'relu', 'leaky_relu'] satisfies ActivationKind[]).map((kind) => [
      kind,
      (kernels: Kernels, [a, b]: Sizes, numbers: Numbers) => {
        const count = a * b
        const [input, output, dOutput, dInput] = [numbers(count), numbers(count), numbers(count), numbers(count)]
        kernels.activationForward(kind, count, 0.1, input, output)
        kernels.activationBackward(kind, count, 0.1, input, output, dOutput, dInput)
        return [output, dInput]
      },
    ]),
  ),
  softmax(kernels, [n, width], numbers) {
    const [input, output, dOutput, dInput] = [
      numbers(n * width),
      numbers(n * width),
      numbers(n * width),
      numbers(n * width),
    ]
    kernels.softmaxForward(n, width, input, output)
    kernels.softmaxBackward(n, width, output, dOutput, dInput)
    return [output, dInput]
  },
  softmaxCrossEntropy(kernels, [n, width], numbers) {
    const [input, target, output, dInput] = [
      numbers(n * width),
      numbers(n * width),
      numbers(n * width),
      numbers(n * width),
    ]
    const loss = kernels.softmaxCrossEntropy(n, width, input, target, output)
    kernels.softmaxCrossEntropyBackward(n, width, 0.1, output, target, dInput)
    return [[loss], output, dInput]
  },
  sigmoidCrossEntropy(kernels, [a, b, c], numbers) {
    const count = a * b * (1 + (c % 8))
    const [input, target, output, dInput] = [numbers(count), numbers(count), numbers(count), numbers(count)]
    const loss = kernels.sigmoidCrossEntropy(count, input, target, output)
    kernels.sigmoidCrossEntropyBackward(count, 0.1, output, target, dInput)
    return [[loss], output, dInput]
  },
  gradients(kernels, [a, b, c], numbers) {
    const count = a * b * (1 + (c % 8))
    const [value, gradient] = [numbers(count), numbers(count)]
    const penalty = kernels.addPenalty(count, 0.1, 0.2, value, gradient)
    const squares = kernels.sumOfSquares(count, gradient)
    kernels.scale(count, 0.7, value)
    return [[penalty, squares], value, gradient]
  },
  convolution(kernels, [n, channels, filters], numbers) {
    const shape = { channels: 1 + (channels % 5), filters, rows: slide(9, 3, 2), columns: slide(11, 3, 1) }
    const cells = n * shape.channels * 9 * 11
    const positions = n * filters * shape.rows.positions * shape.columns.positions
    const weights = filters * shape.channels * 9
    const [input, weight, bias, dOutput] = [numbers(cells), numbers(weights), numbers(filters), numbers(positions)]
    const [output, dInput, dWeight, dBias] = [numbers(positions), numbers(cells), numbers(weights), numbers(filters)]
    kernels.convForward(n, shape, input, weight, bias, output)
    kernels.convBackward(n, shape, input, weight, dOutput, dInput, dWeight, dBias)
    return [output, dInput, dWeight, dBias]
  },
  padding(kernels, [n, channels], numbers) {
    const planes = n * (1 + (channels % 4))
    const [rows, columns] = [
      { cells: 5, before: 1, after: 2 },
      { cells: 6, before: 2, after: 2 },
    ]
    const [inner, padded] = [numbers(planes * 30), numbers(planes * 80)]
    const [output, dInput] = [numbers(planes * 80), numbers(planes * 30)]
    kernels.padForward(planes, rows, columns, true, inner, output)
    kernels.padBackward(planes, rows, columns, true, padded, dInput)
    return [output, dInput]
  },
  pooling(kernels, [n, channels], numbers) {
    const planes = n * (1 + (channels % 4))
    const [rows, columns] = [slide(7, 2, 2), slide(8, 3, 2)]
    const [input, dOutput] = [numbers(planes * 56), numbers(planes * 9)]
    const [largest, winners, mean] = [numbers(planes * 9), numbers(planes * 9), numbers(planes * 9)]
    const [dLargest, dMean] = [numbers(planes * 56), numbers(planes * 56)]
    kernels.maxPoolForward(planes, rows, columns, input, largest, winners)
    kernels.maxPoolBackward(planes, rows, columns, winners, dOutput, dLargest)
    kernels.avgPoolForward(planes, rows, columns, input, mean)
    kernels.avgPoolBackward(planes, rows, columns, dOutput, dMean)
    return [largest, winners, mean, dLargest, dMean]
  },
  sgdMomentum(kernels, [a, b], numbers) {
    const [gradient, velocity, value] = [numbers(a * b), numbers(a * b), numbers(a * b)]
    kernels.sgdMomentum(a * b, 0.1, 0.9, true, gradient, velocity, value)
    return [velocity, value]
  },
  adam(kernels, [a, b], numbers) {
    const [gradient, mean, value] = [numbers(a * b), numbers(a * b), numbers(a * b)]
    const squares = numbers(a * b).map((number) => number * number)
    const placed = kernels.place(squares)
    const constants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    kernels.adam(a * b, 3, 0.01, 0.1, constants, gradient, mean, placed, value)
    return [mean, placed, value]
  },
  descendBySquares(kernels, [a, b], numbers) {
    const [gradient, value] = [numbers(a * b), numbers(a * b)]
    const squares = kernels.place(numbers(a * b).map(Math.abs))
    kernels.descendBySquares(a * b, 0.01, 0.9, 0.1, 1e-8, gradient, squares, value)
    return [squares, value]
  },
}

type Sizes = readonly [number, number, number]

describe.each(simdModules.map((module) => [module.variant, module] as const))('%s kernels', (_variant, module) => {
  test.each(Object.keys(shared))('%s comes out the same to the last bit with 1, 2, 3 and 4 threads', async (name) => {
    const kernels = await createKernels(module)
    const run = shared[name]!
    for (let i = 0; i < 60; i++) {
      const pick = createRng(1, 'sizes', i)
      const chosen = [1, 2, 3].map(() => sizes[pick.below(sizes.length)] as number) as unknown as Sizes
      const results = [1, 2, 3, 4].map((threads) => {
        const rng = createRng(1, 'numbers', i)
        const numbers = (count: number) =>
          kernels.place(Float32Array.from({ length: count }, () => 2 * rng.uniform() - 1))
        kernels.team.use(threads, 0)
        return run(kernels, chosen, numbers).map((values) => Array.from(values))
      })
      for (const result of results) expect(result, `sizes ${chosen.join(', ')}`).toEqual(results[0])
    }
  })

  test('goes on with the same bits when a helper is sent home', async () => {
    const kernels = await createKernels(module)
    const [n, nIn, nOut] = [31, 67, 50]
    const rng = createRng(1, 'numbers')
    const numbers = (count: number) => kernels.place(Float32Array.from({ length: count }, () => rng.normal()))
    const [input, weight, output] = [numbers(n * nIn), numbers(nIn * nOut), numbers(n * nOut)]
    const multiply = () => {
      output.fill(NaN)
      kernels.denseForward(n, nIn, nOut, input, weight, null, output)
      return Array.from(output)
    }
    kernels.team.use(4, 0)
    const together = multiply()
    kernels.team.dismiss()
    expect(multiply()).toEqual(together)
    while (kernels.team.present > 1) await sleep(5)
    kernels.team.use(4, 0)
    expect(multiply()).toEqual(together)
  })

  test('a whole training ends with the same weights, whichever number of threads did which step', async () => {
    const experiment = experimentOf({
      seed: 3,
      dataset: { name: 'digits', samples: 230, scale: 'standard', split: { train: 0.8, validation: 0.2 } },
      network: {
        layers: [
          { type: 'conv2d', filters: 5, kernel: 3, padding: 'same' },
          { type: 'relu' },
          { type: 'max_pool2d', size: 2 },
          { type: 'conv2d', filters: 7, kernel: 3, stride: 2, padding: 'same', paddingMode: 'replicate' },
          { type: 'leaky_relu' },
          { type: 'avg_pool2d', size: 2 },
          { type: 'dense', units: 67 },
          { type: 'tanh' },
          { type: 'dense', units: 10 },
          { type: 'softmax' },
        ],
      },
      loss: 'categorical_cross_entropy',
      optimizer: { type: 'adam', learningRate: 0.002 },
      training: { epochs: 3, batchSize: 17, shuffle: true, precision: 'float32', l2: 1e-3, clipNorm: 5 },
    })
    const weights = []
    for (const choose of [() => 1, () => 2, () => 4, (step: number) => 1 + (step % 4)]) {
      const kernels = await createKernels(module)
      const trainer = createTrainer({
        experiment,
        dataset: datasetOf(experiment),
        kernels,
        checkpoint: null,
        observe() {
          kernels.team.use(choose(trainer.position().step), 0)
        },
      })
      kernels.team.use(choose(0), 0)
      weights.push(weightsOf(train(trainer)))
    }
    expect(new Set(weights).size).toBe(1)
  })
})
