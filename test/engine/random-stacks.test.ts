import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { initializeParameters } from '../../src-engine/initialize.ts'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { Signal } from '../../src-engine/layers/layer.ts'
import { buildNetwork } from '../../src-engine/network.ts'
import { InputError } from '../../src-engine/problem.ts'
import { losses, optimizers } from '../../src-engine/registry.ts'
import { createRng } from '../../src-engine/rng.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import { checkExperiment } from '../../src-engine/validate.ts'
import { anyFittingStack, anyLayer, anySignal, reportOn } from './support/stacks.ts'
import { experimentOf, trainerOn } from './support/train.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

/** Fixed, so that a failure seen once is seen again. */
const runs = { numRuns: 300, seed: 1 }
const maxBatch = 4

function networkOf(signal: Signal, layers: readonly LayerSpec[]) {
  const network = buildNetwork({
    layers,
    input: signal,
    seed: 1,
    maxBatch,
    precision: 'float64',
    kernels: referenceKernels,
    slotCount: 0,
    everyGradient: true,
  })
  initializeParameters({ seed: 1 }, network)
  return network
}

/** How many numbers from the start were written, where NaN stood before; null if there is a gap. */
function written(values: ArrayLike<number> | null | undefined): number | null {
  const all = Array.from(values ?? [])
  const first = all.findIndex(Number.isNaN)
  const count = first === -1 ? all.length : first
  return all.slice(count).every(Number.isNaN) ? count : null
}

describe('any stack of any layers', () => {
  it('puts out what was foreseen: every layer writes its shape for each sample, and nothing else', () => {
    fc.assert(
      fc.property(anyFittingStack, fc.integer({ min: 1, max: maxBatch }), ({ signal, layers }, n) => {
        const report = reportOn(signal, layers)
        const network = networkOf(signal, layers)
        const rng = createRng(1, 'data')
        const { vocabulary } = signal
        for (const { buffers } of network.layers) {
          for (const run of [buffers.output, buffers.dOutput, ...Object.values(buffers.workspace)]) run.fill(NaN)
        }
        network.input.fill(NaN)
        for (let i = 0; i < n * sizeOf(signal.shape); i++) {
          network.input[i] = vocabulary === null ? rng.normal() : rng.below(vocabulary + 1) - 1
        }
        network.forward(n, { training: true, step: 0 })
        network.layers.forEach(({ outputShape, buffers }, i) => {
          expect(outputShape).toEqual(report.layers[i]?.outputShape)
          expect(written(buffers.output)).toBe(n * sizeOf(outputShape))
        })
        expect(network.outputShape).toEqual(report.layers.at(-1)?.outputShape)

        for (const { gradient } of network.parameters) gradient.fill(NaN)
        network.layers[0]?.buffers.dInput?.fill(NaN)
        for (let i = 0; i < n * sizeOf(network.outputShape); i++) network.dOutput[i] = rng.normal()
        network.backward(n)
        for (const { input, buffers } of network.layers) {
          // Indexes of words have no gradient.
          expect(written(buffers.dInput)).toBe(input.vocabulary === null ? n * sizeOf(input.shape) : 0)
        }
        for (const { gradient, shape } of network.parameters) expect(written(gradient)).toBe(sizeOf(shape))
        expect(network.parameters.reduce((sum, { value }) => sum + value.length, 0)).toBe(report.parameterCount)
      }),
      runs,
    )
  })

  it('is either refused with reasons or can be built', () => {
    let refused = 0
    fc.assert(
      fc.property(anySignal, fc.array(anyLayer, { minLength: 1, maxLength: 4 }), (signal, layers) => {
        const { layers: reports } = reportOn(signal, layers)
        const reasons = reports.flatMap(({ problems }) => problems)
        refused += reasons.length > 0 ? 1 : 0
        for (const { message, remedy } of reasons)
          expect(inEnglish(message).length * inEnglish(remedy).length).toBeGreaterThan(0)
        if (reasons.length === 0) expect(networkOf(signal, layers).layers).toHaveLength(layers.length)
        else expect(reports.some(({ outputShape }) => outputShape === null)).toBe(true)
      }),
      runs,
    )
    // Both kinds were met.
    expect(refused).toBeGreaterThan(50)
    expect(refused).toBeLessThan(250)
  })
})

/** Numbers as nobody would wish for: none, tiny, huge, and ordinary ones. */
const anyNumber = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

const anyRun = anyFittingStack.chain(({ signal, layers }) => {
  const count = 6
  const classes = 3
  const size = count * sizeOf(signal.shape)
  const numbers = (length: number) => fc.array(anyNumber, { minLength: length, maxLength: length })
  const words = (length: number, vocabulary: number) =>
    fc.array(fc.integer({ min: -1, max: vocabulary - 1 }), { minLength: length, maxLength: length })
  return fc.record({
    layers: fc
      .constantFrom('softmax', 'sigmoid', 'identity')
      .map((type) => [...layers, { type: 'dense', units: classes }, { type }]),
    signal: fc.constant(signal),
    inputs: signal.vocabulary === null ? numbers(size) : words(size, signal.vocabulary),
    targets: fc.oneof(
      numbers(count * classes),
      fc.constant(Array.from({ length: count * classes }, (_, i) => (i % 4 === 0 ? 1 : 0))),
    ),
    loss: fc.constantFrom(...losses.map(({ name }) => name)),
    optimizer: fc.record({
      type: fc.constantFrom(...optimizers.map(({ type }) => type)),
      learningRate: fc.oneof(fc.constant(0.1), fc.double({ min: 0, max: 1e300, noNaN: true })),
    }),
    training: fc.record({
      epochs: fc.constant(3),
      batchSize: fc.integer({ min: 1, max: count }),
      precision: fc.constantFrom('float32', 'float64'),
      reduction: fc.constantFrom('mean', 'sum'),
      crossEntropy: fc.constantFrom('merged', 'unmerged'),
      l2: fc.constantFrom(0, 0.1, 1e200),
      clipNorm: fc.constantFrom(null, 1),
    }),
  })
})

describe('any run, whatever its data and rates', () => {
  it('either is refused, or says that it diverged, or holds and hands out nothing but finite numbers', () => {
    const ends = { refused: 0, diverged: 0, completed: 0 }
    fc.assert(
      fc.property(anyRun, ({ layers, signal, inputs, targets, ...settings }) => {
        const { shape, vocabulary } = signal
        const dataset: Dataset = {
          count: 6,
          inputShape: shape,
          targetShape: [3],
          inputs: Float64Array.from(inputs),
          targets: Float64Array.from(targets),
          task: 'classification',
          ...(vocabulary === null ? {} : { vocabulary: Array.from({ length: vocabulary }, (_, i) => `word ${i}`) }),
        }
        const experiment = experimentOf({ network: { layers }, ...settings })
        if (checkExperiment(experiment, dataset).problems.length > 0) {
          expect(() => trainerOn(dataset, experiment)).toThrow(InputError)
          ends.refused++
          return
        }
        const trainer = trainerOn(dataset, experiment)
        /** The numbers, where they should all be finite and are not. */
        const broken = (values: readonly number[]) =>
          trainer.diverged !== null || values.every(Number.isFinite) ? [] : values
        while (!trainer.done && trainer.diverged === null) {
          const result = trainer.step()
          expect(broken([result.loss, result.cost, ...result.points.map(({ value }) => value)])).toEqual([])
          const weights = result.epochEnded ? trainer.checkpoint().parameters : []
          expect(broken(weights.flatMap(({ values }) => Array.from(values)))).toEqual([])
        }
        expect(broken([trainer.evaluate('train')?.loss ?? NaN])).toEqual([])
        ends[trainer.diverged === null ? 'completed' : 'diverged']++
      }),
      runs,
    )
    for (const times of Object.values(ends)) expect(times).toBeGreaterThan(30)
  })
})
