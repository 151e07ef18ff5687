import { inEnglish } from '../../../src-engine/sentence.ts'
import { describe, expect, it } from 'vitest'
import { createLedger, type Ledger, type LedgerParameter } from '../../../src-engine/explain/ledger.ts'
import { numberAt } from '../../../src-engine/explain/nest.ts'
import { nestedShape, type NestedNumbers } from '../../../src-engine/shape.ts'
import type { Experiment } from '../../../src-engine/spec.ts'
import { datasetOf, experimentOf, train, trainerOf } from '../support/train.ts'

const ledgerOf = (experiment: Experiment, steps: number): Ledger =>
  createLedger({ experiment, dataset: datasetOf(experiment), steps })

const flat = (values: NestedNumbers | null | undefined): number[] =>
  ([values ?? []] as unknown[]).flat(Infinity) as number[]

const parametersOf = (ledger: Ledger, step = ledger.steps.length - 1): LedgerParameter[] =>
  (ledger.steps[step]?.layers ?? []).flatMap(({ parameters: { weight, bias } }) => [weight, bias].filter((p) => p !== undefined)) // prettier-ignore

/** Weights as bits, so that −0 and 0 differ and nothing is rounded. */
const bits = (values: Iterable<number>) => Buffer.from(Float64Array.from(values).buffer).toString('hex')

const curve = Array.from({ length: 23 }, (_, i) => [Math.sin(i), Math.cos(i * 1.7)])
const classes = curve.map(([x = 0, y = 0]) => (x > 0 ? (y > 0 ? [1, 0, 0] : [0, 1, 0]) : [0, 0, 1]))
const images = Array.from({ length: 9 }, (_, i) => [Array.from({ length: 6 }, (_, y) => Array.from({ length: 6 }, (_, x) => Math.sin(i + 2 * y + 3 * x)))]) // prettier-ignore
const imageClasses = images.map((_, i) => [i % 2, 1 - (i % 2)])

const softmaxStack = [{ type: 'dense', units: 6 }, { type: 'relu' }, { type: 'dense', units: 3 }, { type: 'softmax' }]
const classification = {
  dataset: { name: 'inline', inputs: curve, targets: classes, split: { train: 0.7, validation: 0.3 } },
  network: { layers: softmaxStack },
  loss: 'categorical_cross_entropy',
}

describe('N ledger steps end in the weights of N training steps, to the last bit', () => {
  const shuffled = { epochs: 4, batchSize: 5, shuffle: true }
  const momentum = { type: 'sgd', learningRate: 0.3, momentum: 0.9 }
  const convolutions = [
    { type: 'conv2d', filters: 2, kernel: 3, padding: 'same', paddingMode: 'replicate' },
    { type: 'relu' },
    { type: 'max_pool2d', size: 2 },
    { type: 'dropout', rate: 0.3 },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
    { type: 'softmax' },
  ]
  const cases: Record<string, Record<string, unknown>> = {
    'across epochs with validation at their ends': { ...classification, optimizer: momentum, training: shuffled },
    'with a summed loss, unmerged': { ...classification, optimizer: momentum, training: { ...shuffled, reduction: 'sum', crossEntropy: 'unmerged' } }, // prettier-ignore
    'with penalties, clipping and a falling rate': {
      ...classification,
      optimizer: { ...momentum, nesterov: true, schedule: { type: 'cosine' }, warmupEpochs: 1 },
      training: { ...shuffled, l1: 0.01, l2: 0.1, clipNorm: 0.2 },
    },
    'with Adam, asked for in float32': { ...classification, optimizer: { type: 'adamw', learningRate: 0.01 }, training: { ...shuffled, precision: 'float32' } }, // prettier-ignore
    'through convolution, pooling and dropout': {
      dataset: { name: 'inline', inputs: images, targets: imageClasses },
      network: { layers: convolutions },
      loss: 'categorical_cross_entropy',
      optimizer: { type: 'rmsprop', learningRate: 0.01 },
      training: { epochs: 3, batchSize: 4, shuffle: true },
    },
  }

  it.each(Object.entries(cases))('%s', (_name, parts) => {
    const experiment = experimentOf({ seed: 3, ...parts })
    const exact = { ...experiment, training: { ...experiment.training, precision: 'float64' as const } }
    const trainer = trainerOf(exact)
    const ledger = ledgerOf(experiment, 8)
    for (const [done, step] of ledger.steps.entries()) {
      const { loss, cost } = trainer.step()
      expect({ loss: step.loss, cost: step.cost }).toEqual({ loss, cost })
      expect(bits(parametersOf(ledger, done).flatMap(({ after }) => flat(after)))).toBe(
        bits(trainer.network.parameters.flatMap(({ value }) => Array.from(value))),
      )
    }
    expect(trainer.position().step).toBe(8)
    expect(trainer.position().epoch).toBeGreaterThan(0)
  })
})

describe('a ledger step', () => {
  const experiment = experimentOf({
    ...classification,
    optimizer: { type: 'sgd', learningRate: 0.3, momentum: 0.5 },
    training: { epochs: 2, batchSize: 4 },
  })
  const ledger = ledgerOf(experiment, 2)
  const [first, second] = ledger.steps

  it('nests every array by shape, the batch first', () => {
    expect(first?.step).toBe(1)
    expect(first?.batch).toHaveLength(4)
    expect(nestedShape(first?.targets ?? [])).toEqual([4, 3])
    expect(
      first?.layers.map(({ type, input, output }) => [type, nestedShape(input ?? []), nestedShape(output ?? [])]),
    ).toEqual([
      // prettier-ignore
      ['dense', [4, 2], [4, 6]],
      ['relu', [4, 6], [4, 6]],
      ['dense', [4, 6], [4, 3]],
      ['softmax', [4, 3], [4, 3]],
    ])
    expect(nestedShape(first?.layers[0]?.parameters.weight?.gradient ?? [])).toEqual([6, 2])
    expect(nestedShape(first?.layers[0]?.inputGradient ?? [])).toEqual([4, 2])
  })

  it('names the samples of its batch', () => {
    first?.batch.forEach((sample, row) => {
      expect(first.layers[0]?.input?.[row]).toEqual(curve[sample])
      expect(first.targets[row]).toEqual(classes[sample])
    })
    const people = ledgerOf(experimentOf({ dataset: { name: 'people' }, network: { layers: [{ type: 'dense', units: 1 }] } }), 2) // prettier-ignore
    expect(people.steps.map(({ batch, sampleNames }) => [batch, sampleNames])).toEqual([
      [[0], ['Alice']],
      [[1], ['Bob']],
    ])
  })

  it('hands every gradient on: what comes out of a layer is what the layer before gets', () => {
    const { layers = [] } = first ?? {}
    expect(layers[1]?.outputGradient).toEqual(layers[2]?.inputGradient)
    expect(layers[0]?.outputGradient).toEqual(layers[1]?.inputGradient)
  })

  it('begins where the step before ended, optimiser included', () => {
    parametersOf(ledger, 1).forEach((parameter, i) => {
      const earlier = parametersOf(ledger, 0)[i]
      expect(parameter.before).toEqual(earlier?.after)
      expect(parameter.previous).toEqual({ velocity: earlier?.velocity })
    })
  })

  it('adds up: the update is the velocity, −α·g + γ·the one before, and leads from before to after', () => {
    const [weight] = parametersOf(ledger, 1)
    flat(weight?.before).forEach((before, i) => {
      const velocity = flat(weight?.velocity)[i] ?? NaN
      expect(velocity).toBe(0.5 * (flat(weight?.previous.velocity)[i] ?? NaN) - 0.3 * (flat(weight?.gradient)[i] ?? NaN)) // prettier-ignore
      expect(flat(weight?.update)[i]).toBeCloseTo(velocity, 15)
      expect(flat(weight?.after)[i]).toBe(before + velocity)
    })
    expect(second?.learningRate).toBe(0.3)
  })

  it('has no gradient by the output of a softmax merged with its loss, and one unmerged', () => {
    const last = first?.layers[3]
    expect([last?.merged, last?.outputGradient]).toEqual([true, null])
    const unmerged = experimentOf({ ...classification, training: { batchSize: 4, crossEntropy: 'unmerged' } })
    const shown = ledgerOf(unmerged, 1).steps[0]?.layers[3]
    expect(shown?.merged).toBe(false)
    expect(nestedShape(shown?.outputGradient ?? [])).toEqual([4, 3])
    flat(shown?.inputGradient).forEach((dz, i) => {
      expect(dz).toBeCloseTo(flat(last?.inputGradient)[i] ?? NaN, 15)
    })
  })

  it('says why it ends before the steps asked for', () => {
    expect(ledger.stopped).toBeNull()
    const short = ledgerOf(experiment, 100)
    expect(short.steps).toHaveLength(8)
    expect(short.stopped && inEnglish(short.stopped)).toBe('training is over after 8 steps')
    const wild = experimentOf({ ...classification, loss: 'half_squared_error', network: { layers: softmaxStack.slice(0, 3) }, optimizer: { type: 'sgd', learningRate: 1e200 }, training: { epochs: 2 } }) // prettier-ignore
    const diverged = ledgerOf(wild, 10)
    expect(diverged.steps.length).toBeLessThan(10)
    expect(diverged.stopped && inEnglish(diverged.stopped)).toMatch(/^the loss became (NaN|Infinity) in step/)
  })

  it('keeps the state of other optimisers under its own names', () => {
    const adam = ledgerOf({ ...experiment, optimizer: experimentOf({ ...classification, optimizer: { type: 'adam', learningRate: 0.1 } }).optimizer }, 1) // prettier-ignore
    const [weight] = parametersOf(adam)
    expect(Object.keys(weight ?? {}).sort()).toEqual(['after', 'before', 'gradient', 'mean', 'previous', 'shape', 'squares', 'update']) // prettier-ignore
    const g = flat(weight?.gradient)
    expect(flat(weight?.mean)[0]).toBeCloseTo(0.1 * (g[0] ?? NaN), 15)
    expect(flat(weight?.squares)[0]).toBeCloseTo(0.001 * (g[0] ?? NaN) ** 2, 15)
  })

  it('tells what dropout left out and which cell won under a pooling window', () => {
    const layers = [{ type: 'max_pool2d', size: 2 }, { type: 'flatten' }, { type: 'dropout', rate: 0.5 }, { type: 'dense', units: 2 }, { type: 'softmax' }] // prettier-ignore
    const { steps } = ledgerOf(experimentOf({ dataset: { name: 'inline', inputs: images, targets: imageClasses }, network: { layers }, loss: 'categorical_cross_entropy' }), 1) // prettier-ignore
    const [pool, , dropout] = steps[0]?.layers ?? []
    const winner = numberAt(pool?.winners ?? [], [0, 0, 1, 2])
    expect(numberAt(pool?.input ?? [], [0, 0, Math.floor(winner / 6), winner % 6])).toBe(numberAt(pool?.output ?? [], [0, 0, 1, 2])) // prettier-ignore
    expect(new Set(flat(dropout?.mask))).toEqual(new Set([0, 2]))
    flat(dropout?.mask).forEach((factor, i) => {
      expect(flat(dropout?.output)[i]).toBe(factor * (flat(dropout?.input)[i] ?? NaN))
    })
  })

  it('leaves empty what negative sampling stands in for, and still shows how the weights move', () => {
    const word2vec = experimentOf({
      dataset: { name: 'text', task: 'cbow', text: 'a b c a b d a c b d a b c d', window: 1 },
      network: {
        layers: [{ type: 'embedding', dim: 2 }, { type: 'dense', units: 4, bias: false }, { type: 'softmax' }],
      },
      loss: 'categorical_cross_entropy',
      training: { batchSize: 3, negativeSampling: { samples: 2 } },
    })
    const [step] = ledgerOf(word2vec, 1).steps
    const [words, dense, softmax] = step?.layers ?? []
    expect(words?.inputGradient).toBeNull()
    expect(nestedShape(words?.outputGradient ?? [])).toEqual([3, 2])
    expect([dense?.output, dense?.outputGradient, softmax?.input, softmax?.output]).toEqual([null, null, null, null])
    const trainer = train(trainerOf(word2vec), 1)
    expect(flat(dense?.parameters.weight?.after)).toEqual(Array.from(trainer.network.parameters[1]?.value ?? []))
  })
})
