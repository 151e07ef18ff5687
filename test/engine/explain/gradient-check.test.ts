import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkGradients, createGradientCheck } from '../../../src-engine/explain/gradient-check.ts'
import { createProbe } from '../../../src-engine/explain/probe.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { InputError } from '../../../src-engine/problem.ts'
import type { Experiment } from '../../../src-engine/spec.ts'
import { datasetOf, denseOf, experimentOf } from '../support/train.ts'

const reportOn = (experiment: Experiment) => checkGradients({ experiment, dataset: datasetOf(experiment) })

const drawn = { weightInit: { type: 'glorot_normal' }, biasInit: { type: 'normal', std: 0.3 } }
const dense = (units: number) => ({ type: 'dense', units, ...drawn })
const rows = Array.from({ length: 6 }, (_, i) => [Math.sin(3 * i), Math.cos(5 * i), Math.sin(7 * i)])
const measured = rows.map(([x = 0, y = 0]) => [0.5 + 0.4 * x * y, 0.5 + 0.3 * y, 0.5 - 0.4 * x])
const classes = rows.map((_, i) => [0, 1, 2].map((c) => (i % 3 === c ? 1 : 0)))
const images = rows.map((_, i) => [0, 1].map((c) => Array.from({ length: 5 }, (_, y) => Array.from({ length: 6 }, (_, x) => Math.sin(1 + i + 2.3 * c + 1.7 * y + 3.1 * x))))) // prettier-ignore
const softmax = [dense(3), { type: 'softmax' }]
const batch = { batchSize: 6 }

const numbers = (targets: readonly (readonly number[])[]) => ({ name: 'inline', inputs: rows, targets })
const pictures = { dataset: { name: 'inline', inputs: images, targets: classes }, loss: 'categorical_cross_entropy' }
const words = { name: 'text', text: 'i like playing football and you like playing chess', window: 2 }
const word2vec = { network: { layers: [{ type: 'embedding', dim: 3 }, { type: 'dense', units: 7, bias: false }, { type: 'softmax' }] }, loss: 'categorical_cross_entropy' } // prettier-ignore

const networks: Record<string, Record<string, unknown>> = {
  'smooth activations and a squared error': { network: { layers: [dense(5), { type: 'sigmoid' }, dense(5), { type: 'tanh' }, dense(3)] }, dataset: numbers(measured) }, // prettier-ignore
  'softmax merged with its cross-entropy': { network: { layers: [dense(5), { type: 'leaky_relu' }, ...softmax] }, dataset: numbers(classes), loss: 'categorical_cross_entropy' }, // prettier-ignore
  'sigmoid and cross-entropy one after the other, summed': {
    network: { layers: [dense(5), { type: 'relu' }, dense(3), { type: 'sigmoid' }] },
    dataset: numbers(measured),
    loss: 'binary_cross_entropy',
    training: { ...batch, crossEntropy: 'unmerged', reduction: 'sum' },
  },
  'penalties on the weights, and clipping that is none of the check’s business': {
    network: { layers: [dense(5), { type: 'tanh' }, ...softmax] },
    dataset: numbers(classes),
    loss: 'categorical_cross_entropy',
    training: { ...batch, l1: 0.05, l2: 0.2, clipNorm: 0.001 },
  },
  'convolution, max pooling and dropout': {
    ...pictures,
    network: { layers: [{ type: 'conv2d', filters: 3, kernel: 3, padding: 'same', ...drawn }, { type: 'relu' }, { type: 'max_pool2d', size: 2 }, { type: 'dropout', rate: 0.4 }, ...softmax] }, // prettier-ignore
  },
  'a strided convolution with repeated borders and average pooling': {
    ...pictures,
    network: { layers: [{ type: 'conv2d', filters: 3, kernel: 2, padding: 'full', paddingMode: 'replicate', stride: 2, ...drawn }, { type: 'avg_pool2d', size: 2, stride: 1 }, { type: 'flatten' }, ...softmax] }, // prettier-ignore
  },
  CBOW: { ...word2vec, dataset: { ...words, task: 'cbow' } },
  'skip-gram with negative sampling': { ...word2vec, dataset: { ...words, task: 'skip_gram' }, training: { ...batch, negativeSampling: {} } }, // prettier-ignore
  'inputs of hundreds, which bend the cost sharply': {
    network: { layers: [dense(4), { type: 'tanh' }, dense(3)] },
    dataset: { ...numbers(measured), inputs: rows.map((row) => row.map((x) => 0.01 + 200 * x)) },
  },
  'eight sigmoid layers, with gradients of 10⁻⁸ in the first': { network: { layers: [...Array.from({ length: 8 }, () => [dense(4), { type: 'sigmoid' }]).flat(), ...softmax] }, dataset: numbers(classes), loss: 'categorical_cross_entropy' }, // prettier-ignore
}

describe('backpropagation agrees with central differences', () => {
  it.each(Object.entries(networks))('through %s', (_name, parts) => {
    const experiment = experimentOf({ seed: 4, training: batch, ...parts })
    const report = reportOn(experiment)
    expect(report.maxRelativeError).toBeLessThan(1e-6)
    expect(report.total).toBeGreaterThan(30)
    expect(report).toMatchObject({ checked: report.total, kinks: 0, passed: true })
  })

  it('for every one of the 15,910 parameters of a network over images', { timeout: 60_000 }, () => {
    const layers = [{ type: 'dense', units: 20, weightInit: { type: 'he_normal' } }, { type: 'relu' }, { type: 'dense', units: 10 }, { type: 'softmax' }] // prettier-ignore
    const report = reportOn(experimentOf({ network: { layers }, dataset: { name: 'digits', samples: 20 }, loss: 'categorical_cross_entropy', training: { batchSize: 2 } })) // prettier-ignore
    expect(report).toMatchObject({ checked: 15910, total: 15910, passed: true })
    expect(report.kinks).toBeLessThan(16)
  })
})

describe('a wrong gradient is found', () => {
  const experiment = experimentOf({ network: { layers: [dense(5), { type: 'tanh' }, ...softmax] }, dataset: numbers(classes), loss: 'categorical_cross_entropy', training: batch }) // prettier-ignore
  afterEach(() => vi.restoreAllMocks())

  it('that is off by one part in 100,000 behind one activation, and the worst parameter is named', () => {
    const real = { ...referenceKernels }
    vi.spyOn(referenceKernels, 'denseBackward').mockImplementation((...buffers) => {
      const dOutput = buffers[9]?.dOutput
      if (dOutput) dOutput[3] = (dOutput[3] ?? NaN) * (1 + 1e-5)
      real.denseBackward(...buffers)
    })
    const report = reportOn(experiment)
    expect(report).toMatchObject({ passed: false, kinks: 0, worst: { parameter: expect.stringMatching(/^layers\.0\.(weight|bias)$/) as string } }) // prettier-ignore
    expect(report.maxRelativeError).toBeGreaterThan(1e-6)
  })

  it('that is missing altogether: its relative error is 1', () => {
    const real = { ...referenceKernels }
    vi.spyOn(referenceKernels, 'denseBackward').mockImplementation((...buffers) => {
      real.denseBackward(...buffers)
      const [, , units, , , , , dWeight, dBias] = buffers
      if (units === 5) dWeight[7] = 0
      if (units === 3 && dBias) dBias[2] = (dBias[2] ?? NaN) / 2
    })
    expect(reportOn(experiment)).toMatchObject({
      passed: false,
      maxRelativeError: 1,
      worst: { parameter: 'layers.0.weight', index: 7, analytic: 0 },
    })
  })
})

describe('kinks', () => {
  /** One unit, its weighted sum exactly `z` for the one sample x = (1, 0). */
  const oneUnit = (z: number, activation: object, training: object = {}) =>
    reportOn(
      experimentOf({
        network: { layers: [denseOf([[z, 0.7]], [0]), activation, denseOf([[2]], [0.1])] },
        dataset: { name: 'inline', inputs: [[1, 0]], targets: [[1]] },
        training,
      }),
    )

  it.each([{ type: 'relu' }, { type: 'leaky_relu' }])('of $type at 0 are counted, not failed', (activation) => {
    // The weight of the input that is 0 moves nothing, so it meets no kink.
    expect(oneUnit(0, activation)).toMatchObject({ checked: 5, total: 5, kinks: 2, passed: true })
  })

  it('are avoided by a smaller step where there is room for one', () => {
    for (const z of [1e-2, 1e-3, 1e-4, 1e-5, -1e-3, -1e-5]) {
      expect(oneUnit(z, { type: 'relu' })).toMatchObject({ kinks: 0, passed: true })
    }
    expect(oneUnit(1e-9, { type: 'relu' })).toMatchObject({ kinks: 2, passed: true })
  })

  it('of |w| are weights of 0 under an L1 penalty', () => {
    expect(oneUnit(0.5, { type: 'tanh' }, { l1: 0.1 })).toMatchObject({ kinks: 0, passed: true })
    expect(oneUnit(0, { type: 'tanh' }, { l1: 0.1 })).toMatchObject({ kinks: 1, passed: true })
  })

  it('of max pooling are windows where two cells are the largest', () => {
    const pooled = (image: number[][]) =>
      reportOn(
        experimentOf({
          network: {
            layers: [{ type: 'conv2d', filters: 1, kernel: [1, 2], weightInit: { type: 'values', values: [[[[0.5, 0.8]]]] } }, { type: 'max_pool2d', size: [1, 2] }, { type: 'flatten' }, denseOf([[1.5]])], // prettier-ignore
          },
          dataset: { name: 'inline', inputs: [[image]], targets: [[1]] },
        }),
      )
    expect(pooled([[1, 2, 4]])).toMatchObject({ total: 4, kinks: 0, passed: true })
    // 0.5·8 + 0.8·5 = 0.5·0 + … would tie the sums by different cells: here 0.5·1.6 + 0.8·1 = 0.5·1 + 0.8·1.375.
    const [a, b] = [0.5 * 1.6 + 0.8, 0.5 + 0.8 * 1.375]
    expect(a).toBe(b)
    expect(pooled([[1.6, 1, 1.375]])).toMatchObject({ total: 4, kinks: 2, passed: true })
  })
})

describe('the check', () => {
  const experiment = experimentOf(networks['smooth activations and a squared error']!)
  const dataset = datasetOf(experiment)

  it('can be taken a piece at a time, and comes to the same', () => {
    const check = createGradientCheck({ experiment, dataset })
    expect([check.checked, check.total]).toEqual([0, 68])
    expect(check.report()).toMatchObject({ worst: null, passed: false })
    while (check.checked < check.total) check.advance(7)
    expect(check.report()).toEqual(reportOn(experiment))
  })

  it('tells how far it is, and has not passed when it is stopped', () => {
    const seen: number[][] = []
    const onProgress = (checked: number, total: number) => seen.push([checked, total]) < 1
    expect(checkGradients({ experiment, dataset, onProgress })).toMatchObject({ checked: 64, total: 68, passed: false })
    expect(seen).toEqual([[64, 68]])
  })

  it('refuses a network whose first loss is not finite, and says so', () => {
    const wild = experimentOf({ network: { layers: [{ type: 'dense', units: 3, weightInit: { type: 'constant', value: 1e200 } }] }, dataset: numbers(measured) }) // prettier-ignore
    expect(() => reportOn(wild)).toThrow(InputError)
    expect(() => reportOn(wild)).toThrow(/the loss became Infinity in step 1/)
  })
})

describe('the probe', () => {
  it.each(Object.entries(networks))(
    'works out the same cost, to the last bit, running only what changed: %s',
    (_name, parts) => {
      const experiment = experimentOf({ seed: 4, training: batch, ...parts })
      const probe = createProbe({ experiment, dataset: datasetOf(experiment) })
      const still = probe.cost()
      for (const parameter of probe.network.parameters) {
        const { value } = parameter
        for (let index = 0; index < value.length; index += 3) {
          const w = value[index]!
          value[index] = w + 0.01
          const partly = [probe.costAfter(parameter, index), probe.costAfter(parameter, index)]
          value[index] = w
          probe.restore(parameter, index)
          value[index] = w + 0.01
          const whole = probe.cost()
          value[index] = w
          expect(partly).toEqual([whole, whole])
        }
      }
      expect(probe.cost()).toBe(still)
    },
  )
})
