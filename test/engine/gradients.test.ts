import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { layers, losses } from '../../src-engine/registry.ts'
import { createRng } from '../../src-engine/rng.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { Trainer } from '../../src-engine/trainer.ts'
import { experimentOf, trainerOn } from './support/train.ts'

const classTargets = [1, 0, 0, 0, 0, 1, 0, 1, 0]
const measuredTargets = [0.2, 0.9, 0.4, 0.7, 0.1, 0.3, 0.5, 0.6, 0.8]

/** Three samples in one batch. */
function samples(inputShape: readonly number[], inputs: readonly number[], targets = measuredTargets): Dataset {
  const data = { inputs: Float64Array.from(inputs), targets: Float64Array.from(targets) }
  const task = targets === classTargets ? 'classification' : 'regression'
  return { count: 3, inputShape, targetShape: [3], task, ...data }
}

const rows = samples([2], [0.3, -0.7, 1.2, 0.4, -0.5, 0.9])
const imageShape = [2, 5, 6]
const rng = createRng(1, 'images')
const images = samples(
  imageShape,
  Array.from({ length: 3 * sizeOf(imageShape) }, () => rng.normal()),
)
// One word of three, one word twice, and no word at all.
const words = {
  ...samples([3], [-1, 4, -1, 2, 0, 2, -1, -1, -1]),
  vocabulary: ['a', 'b', 'c', 'd', 'e'],
}

/** A network of three samples in one batch, moved nowhere by its training step. */
function stillTrainer(dataset: Dataset, stack: readonly unknown[], loss = 'half_squared_error'): Trainer {
  const experiment = experimentOf({
    seed: 5,
    network: { layers: stack },
    loss,
    optimizer: { type: 'sgd', learningRate: 0 },
    training: { epochs: 1, batchSize: 3 },
  })
  const trainer = trainerOn(dataset, experiment)
  trainer.step()
  return trainer
}

/** The largest relative difference between backpropagation and central differences, over every parameter and input. */
function worstGradientError({ network, objective }: Trainer): number {
  // One and the same step, so that whatever is random in a pass is drawn alike every time.
  const pass = { training: true, step: 3 }
  const loss = () => objective.forward(3, pass) / 3
  loss()
  objective.backward(3, 1 / 3)
  const [first] = network.layers
  const inputs =
    first?.input.vocabulary === null && first.buffers.dInput
      ? [{ value: network.input.subarray(0, 3 * sizeOf(first.input.shape)), gradient: first.buffers.dInput }]
      : []
  const checks = [...network.parameters, ...inputs].map(({ value, gradient }) => ({
    value,
    gradient: gradient.slice(),
  }))

  let worst = 0
  for (const { value, gradient } of checks) {
    for (let i = 0; i < value.length; i++) {
      const kept = value[i] ?? NaN
      const h = 1e-5 * Math.max(1, Math.abs(kept))
      value[i] = kept + h
      const above = loss()
      value[i] = kept - h
      const below = loss()
      value[i] = kept
      const numeric = (above - below) / (2 * h)
      const analytic = gradient[i] ?? NaN
      const error = Math.abs(numeric - analytic) / Math.max(Math.abs(numeric), Math.abs(analytic), 1e-4)
      if (!(error <= worst)) worst = error
    }
  }
  return worst
}

const drawn = { weightInit: { type: 'glorot_normal' }, biasInit: { type: 'normal', std: 0.1 } }
const dense = (units: number) => ({ type: 'dense', units, ...drawn })

describe('backpropagation agrees with central differences', () => {
  /** Every registered layer with something before it, on samples that it can take. */
  const fixtures: Record<LayerSpec['type'], { data: Dataset; stack: readonly object[] }> = {
    dense: { data: rows, stack: [dense(4), dense(4)] },
    conv2d: { data: images, stack: [conv2d({ kernel: 2 }), conv2d({ kernel: [3, 2], stride: [1, 2] })] },
    max_pool2d: { data: images, stack: [conv2d(), { type: 'max_pool2d', size: [2, 3], stride: [1, 2] }] },
    avg_pool2d: { data: images, stack: [conv2d(), { type: 'avg_pool2d', size: [2, 3], stride: [1, 2] }] },
    flatten: { data: images, stack: [conv2d(), { type: 'flatten' }] },
    dropout: { data: rows, stack: [dense(12), { type: 'dropout', rate: 0.4 }] },
    embedding: { data: words, stack: [{ type: 'embedding', dim: 4 }] },
    identity: { data: rows, stack: [dense(4), { type: 'identity' }] },
    sigmoid: { data: rows, stack: [dense(4), { type: 'sigmoid' }] },
    tanh: { data: rows, stack: [dense(4), { type: 'tanh' }] },
    relu: { data: rows, stack: [dense(4), { type: 'relu' }] },
    leaky_relu: { data: rows, stack: [dense(4), { type: 'leaky_relu' }] },
    softmax: { data: rows, stack: [dense(4), { type: 'softmax' }] },
  }

  function conv2d(settings: object = {}) {
    return { type: 'conv2d', filters: 2, kernel: 2, ...drawn, ...settings }
  }

  it.each(layers.map(({ type }) => type))('through %s, as registered', (type) => {
    const { data, stack } = fixtures[type]
    expect(stack.at(-1)).toMatchObject({ type })
    expect(worstGradientError(stillTrainer(data, [...stack, dense(3)]))).toBeLessThan(1e-6)
  })

  const paddings = ['valid', 'same', 'full'].flatMap((padding) =>
    ['zeros', 'replicate'].map((paddingMode) => ({ padding, paddingMode })),
  )

  it.each(paddings)('through convolutions with padding $padding of $paddingMode, and what they lead to', (settings) => {
    const stack = [
      conv2d({ ...settings, kernel: [2, 3] }),
      { type: 'tanh' },
      conv2d({ ...settings, kernel: [3, 2], stride: [2, 1], bias: false }),
      dense(3),
    ]
    expect(worstGradientError(stillTrainer(images, stack))).toBeLessThan(1e-6)
  })

  it.each(losses.map(({ name }) => name))('of %s, as registered', (loss) => {
    const needsClasses = loss === 'categorical_cross_entropy'
    const stack = [dense(4), { type: 'tanh' }, dense(3), { type: needsClasses ? 'softmax' : 'sigmoid' }]
    const data = needsClasses ? samples([2], [...rows.inputs], classTargets) : rows
    expect(worstGradientError(stillTrainer(data, stack, loss))).toBeLessThan(1e-6)
  })

  it('of a sigmoid in front of softmax outputs scored as independent probabilities', () => {
    const stack = [dense(4), { type: 'sigmoid' }, dense(3), { type: 'softmax' }]
    const data = samples([2], [...rows.inputs], classTargets)
    expect(worstGradientError(stillTrainer(data, stack, 'binary_cross_entropy'))).toBeLessThan(1e-6)
  })
})
