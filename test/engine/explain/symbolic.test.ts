import { describe, expect, it } from 'vitest'
import { createLedger, type LedgerStep } from '../../../src-engine/explain/ledger.ts'
import { symbolicLine, type Quantity, type SymbolicLine } from '../../../src-engine/explain/symbolic.ts'
import { evaluate } from '../../../src-engine/explain/symbolic/expression.ts'
import { cellsOf, shapeOf } from '../../../src-engine/explain/symbolic/retraced-step.ts'
import type { Experiment } from '../../../src-engine/spec.ts'
import { datasetOf, experimentOf } from '../support/train.ts'
import { workOut } from './support/written-formula.ts'

/** Every number of a step that has a line. */
function quantitiesOf(experiment: Experiment, step: LedgerStep): Quantity[] {
  const slots = { sgd: ['velocity'], adagrad: ['squares'], rmsprop: ['squares'], adam: ['mean', 'squares'], adamw: ['mean', 'squares'] } as const // prettier-ignore
  const quantities: Quantity[] = [{ kind: 'loss' }, { kind: 'cost' }]
  for (const { index: layer, type, input, output, outputGradient, inputGradient, parameters } of step.layers) {
    const isElementwise = ['identity', 'sigmoid', 'tanh', 'relu', 'leaky_relu'].includes(type)
    step.batch.forEach((_, sample) => {
      const kinds = ['output', ...(outputGradient ? ['outputGradient'] : []), ...(isElementwise ? ['derivative'] : [])] as const // prettier-ignore
      for (const cell of cellsOf(shapeOf(output ?? []).slice(1))) {
        quantities.push(...kinds.map((kind) => ({ kind: kind as 'output', layer, sample, cell })))
      }
      for (const cell of cellsOf(inputGradient ? shapeOf(input ?? []).slice(1) : [0])) {
        quantities.push({ kind: 'inputGradient', layer, sample, cell })
      }
    })
    for (const parameter of ['weight', 'bias'] as const) {
      for (const cell of cellsOf(parameters[parameter]?.shape ?? [0])) {
        const kinds = ['gradient', 'update', 'after', ...slots[experiment.optimizer.type]] as const
        quantities.push(...kinds.map((kind) => ({ kind, layer, parameter, cell })))
      }
    }
  }
  return quantities
}

const inputs = [[0.3, -0.7], [1.2, 0.4], [-0.5, 0.9]] // prettier-ignore
const measured = [[0.2, 0.9, 0.4], [0.7, 0.1, 0.3], [0.5, 0.6, 0.8]] // prettier-ignore
const classes = [[1, 0, 0], [0, 0, 1], [0, 1, 0]] // prettier-ignore
const image = (seed: number, channels = 2) => Array.from({ length: channels }, (_, c) => Array.from({ length: 5 }, (_, y) => Array.from({ length: 4 }, (_, x) => Math.sin(seed + 2.3 * c + 1.7 * y + 3.1 * x)))) // prettier-ignore
const images = { name: 'inline', inputs: [image(1), image(2)], targets: [[1, 0], [0, 1]] } // prettier-ignore
const sentence = { name: 'text', text: 'i like playing football and you like playing chess', window: 2 }

const numbers = (targets: readonly (readonly number[])[]) => ({ name: 'inline', inputs, targets })
const dense = (units: number) => ({ type: 'dense', units, biasInit: { type: 'normal', std: 0.3 } })
const stack = (...layers: object[]) => ({ network: { layers } })
const crossEntropy = { loss: 'categorical_cross_entropy' }
const batchOfThree = { epochs: 9, batchSize: 3 }
const unmerged = { ...batchOfThree, crossEntropy: 'unmerged' }

const networks: Record<string, Record<string, unknown>> = {
  'sigmoids, half squared error, one sample at a time, momentum': {
    ...stack(dense(3), { type: 'sigmoid' }, dense(2), { type: 'sigmoid' }, dense(3), { type: 'sigmoid' }),
    dataset: numbers(measured),
    loss: 'half_squared_error',
    optimizer: { type: 'sgd', learningRate: 0.3, momentum: 0.1 },
  },
  'tanh and identity, mean squared error over a batch, Nesterov': {
    ...stack(dense(4), { type: 'tanh' }, dense(3), { type: 'identity' }),
    dataset: numbers(measured),
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
    training: batchOfThree,
  },
  'ReLU and leaky ReLU, mean squared error summed over a batch, Adam with warm-up': {
    ...stack(dense(4), { type: 'relu' }, dense(4), { type: 'leaky_relu', slope: 0.1 }, dense(3)),
    dataset: numbers(measured),
    optimizer: { type: 'adam', learningRate: 0.01, warmupEpochs: 5 },
    training: { ...batchOfThree, reduction: 'sum' },
  },
  'softmax merged with its cross-entropy, AdamW': {
    ...stack(dense(4), { type: 'tanh' }, dense(3), { type: 'softmax' }),
    dataset: numbers(classes),
    ...crossEntropy,
    optimizer: { type: 'adamw', learningRate: 0.01 },
    training: batchOfThree,
  },
  'softmax and its cross-entropy one after the other, RMSProp': {
    ...stack(dense(4), { type: 'sigmoid' }, dense(3), { type: 'softmax' }),
    dataset: numbers(classes),
    ...crossEntropy,
    optimizer: { type: 'rmsprop', learningRate: 0.01 },
    training: unmerged,
  },
  'sigmoid merged with its cross-entropy, penalties, clipping and AdaGrad': {
    ...stack(dense(4), { type: 'relu' }, dense(3), { type: 'sigmoid' }),
    dataset: numbers(measured),
    loss: 'binary_cross_entropy',
    optimizer: { type: 'adagrad', learningRate: 0.01 },
    training: { ...batchOfThree, l1: 0.02, l2: 0.3, clipNorm: 0.05 },
  },
  'sigmoid and its cross-entropy one after the other, targets of 0 and 1': {
    ...stack(dense(3), { type: 'sigmoid' }),
    dataset: numbers(classes),
    loss: 'binary_cross_entropy',
    training: unmerged,
  },
  'a softmax in the middle': {
    ...stack(dense(3), { type: 'softmax' }, dense(3)),
    dataset: numbers(measured),
    training: batchOfThree,
  },
  'softmax of scores beyond e^709': {
    ...stack({ type: 'dense', units: 3, weightInit: { type: 'normal', std: 1000 } }, { type: 'softmax' }),
    dataset: numbers(classes),
    ...crossEntropy,
    training: batchOfThree,
  },
  'convolution with zeros around, max pooling, dropout': {
    ...stack({ type: 'conv2d', filters: 2, kernel: [3, 2], padding: 'same', biasInit: { type: 'constant', value: 0.1 } }, { type: 'relu' }, { type: 'max_pool2d', size: 2, stride: [1, 2] }, { type: 'flatten' }, { type: 'dropout', rate: 0.4 }, dense(2), { type: 'softmax' }), // prettier-ignore
    dataset: images,
    ...crossEntropy,
    training: batchOfThree,
  },
  'strided convolution with repeated borders, average pooling': {
    ...stack({ type: 'conv2d', filters: 2, kernel: 2, padding: 'full', paddingMode: 'replicate', stride: [2, 1], bias: false }, { type: 'tanh' }, { type: 'avg_pool2d', size: [2, 3], stride: 1 }, dense(2), { type: 'softmax' }), // prettier-ignore
    dataset: images,
    ...crossEntropy,
    training: batchOfThree,
  },
  'CBOW with many context words': {
    ...stack({ type: 'embedding', dim: 2 }, { type: 'dense', units: 7, bias: false }, { type: 'softmax' }),
    dataset: { ...sentence, task: 'cbow' },
    ...crossEntropy,
    training: batchOfThree,
  },
  'skip-gram with several targets': {
    ...stack({ type: 'embedding', dim: 2 }, { type: 'dense', units: 7, bias: false }, { type: 'softmax' }),
    dataset: { ...sentence, task: 'skip_gram' },
    ...crossEntropy,
    training: batchOfThree,
  },
}

/** Relative to the sizes that meet in the formula, which may cancel. */
const scaleOf = (line: SymbolicLine) => Math.max(1, Math.abs(line.value))

describe.each(Object.entries(networks))('%s: the line of every number', (_name, parts) => {
  const experiment = experimentOf({ seed: 2, ...parts })
  // The second step, so that momentum and the state of optimisers are not zero.
  const step = createLedger({ experiment, dataset: datasetOf(experiment), steps: 2 }).steps[1]!
  const quantities = quantitiesOf(experiment, step)

  it('works out to the ledger’s value with exact numbers', () => {
    expect(quantities.length).toBeGreaterThan(30)
    for (const quantity of quantities) {
      const line = symbolicLine({ experiment, step }, quantity)
      const error = Math.abs(evaluate(line.expression) - line.value) / scaleOf(line)
      if (!(error < 1e-12)) expect.fail(`${line.text}, exactly ${line.value}: off by ${error}`)
    }
  })

  it('says the same as it is written, when all digits and terms are written', () => {
    for (const quantity of quantities) {
      const line = symbolicLine({ experiment, step }, quantity, { digits: 17, maxTerms: Infinity })
      const error = Math.abs(workOut(line.substituted) - line.value) / scaleOf(line)
      if (!(error < 1e-12)) expect.fail(`${line.text}, exactly ${line.value}: off by ${error}`)
    }
  })
})
