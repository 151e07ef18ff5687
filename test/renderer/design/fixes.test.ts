import { describe, expect, it } from 'vitest'
import { beside } from '../../../src-engine/problem.ts'
import { inEnglish } from '../../../src-engine/sentence.ts'
import { losses } from '../../../src-engine/registry.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { checkNetwork } from '../../../src-engine/validate.ts'
import { createDraft, type Draft } from '../../../src-renderer/design/draft.ts'
import {
  checkDraft,
  initializerFixes,
  outputFixes,
  outputProblems,
  usualOutput,
  type DataFacts,
  type Fix,
} from '../../../src-renderer/design/fixes.ts'
import { layerFixes } from '../../../src-renderer/design/layer-fixes.ts'

const digits: DataFacts = { inputShape: [1, 28, 28], targetShape: [10], task: 'classification' }
const circles: DataFacts = { inputShape: [2], targetShape: [1], task: 'classification' }
const measured: DataFacts = { inputShape: [3], targetShape: [2], task: 'regression' }
const words: DataFacts = {
  inputShape: [4],
  targetShape: [5],
  task: 'classification',
  vocabulary: ['the', 'cat', 'dog', 'eats', 'fish'],
}
const everyData = { digits, circles, measured }

function draftOf(layers: readonly unknown[], loss: string): Draft {
  const experiment = parseExperiment({
    version: 1,
    name: 'test',
    dataset: { name: 'xor' },
    network: { layers: [{ type: 'dense', units: 1 }] },
    loss,
    optimizer: { type: 'sgd', learningRate: 0.1 },
    training: { epochs: 1 },
  })
  const parsed = layers.map(
    (layer) => parseExperiment({ ...experiment, network: { layers: [layer] } }).network.layers[0]!,
  )
  return createDraft({ ...experiment, network: { layers: parsed } }, null, 0)
}

const last = (draft: Draft) => draft.experiment.network.layers.at(-1)

describe('fixes of a network that does not fit its data', () => {
  it('offer nothing where nothing is wrong', () => {
    const draft = draftOf([{ type: 'dense', units: 10 }, { type: 'softmax' }], 'categorical_cross_entropy')
    expect(outputFixes(draft, digits)).toEqual([])
  })

  it('set the units of the last layer first', () => {
    const draft = draftOf(
      [{ type: 'dense', units: 100 }, { type: 'relu' }, { type: 'dense', units: 7 }, { type: 'softmax' }],
      'categorical_cross_entropy',
    )
    const [fix] = outputFixes(draft, digits)
    expect(fix).toMatchObject({ kind: 'units', units: 10 })
    expect(fix?.draft.experiment.network.layers[2]).toMatchObject({ type: 'dense', units: 10 })
    expect(fix?.draft.experiment.network.layers[0]).toMatchObject({ units: 100 })
    expect(checkNetwork(fix!.draft.experiment, digits).problems).toEqual([])
  })

  it('give given weights up where the new number of units leaves them no room', () => {
    const values = { type: 'values', values: [[1, 2]] }
    const draft = draftOf([{ type: 'dense', units: 1, weightInit: values }], 'mean_squared_error')
    const twoOutputs: DataFacts = { inputShape: [2], targetShape: [2], task: 'regression' }
    const [fix] = outputFixes(draft, twoOutputs)
    expect(fix?.kind).toBe('units')
    expect(checkNetwork(fix!.draft.experiment, twoOutputs).problems).toEqual([])
  })

  it('change the loss to the one that fits softmax, or the activation to the one that fits the loss', () => {
    const draft = draftOf([{ type: 'dense', units: 10 }, { type: 'tanh' }], 'categorical_cross_entropy')
    const fixes = outputFixes(draft, digits)
    expect(fixes.map((fix) => fix.kind)).toContain('loss')
    const activation = fixes.find((fix) => fix.kind === 'activation')
    expect(activation?.activation).toBe('softmax')
    expect(last(activation!.draft)).toEqual({ type: 'softmax' })
    expect(checkNetwork(activation!.draft.experiment, digits).problems).toEqual([])
  })

  it('clip an activation onto a last layer that has none', () => {
    const draft = draftOf([{ type: 'dense', units: 1 }], 'binary_cross_entropy')
    const fix = outputFixes(draft, circles).find((one) => one.kind === 'activation')
    expect(fix?.draft.experiment.network.layers.map((layer) => layer.type)).toEqual(['dense', 'sigmoid'])
  })

  it('turn a network for ten classes into one for two in a single step', () => {
    const draft = draftOf([{ type: 'dense', units: 10 }, { type: 'softmax' }], 'categorical_cross_entropy')
    const [fix] = outputFixes(draft, circles)
    expect(fix).toMatchObject({ kind: 'output', units: 1, activation: 'sigmoid', loss: 'binary_cross_entropy' })
    expect(last(fix!.draft)).toEqual({ type: 'sigmoid' })
    expect(fix?.draft.experiment.loss).toBe('binary_cross_entropy')
  })

  it('give an empty stack an output layer', () => {
    const [fix] = outputFixes(draftOf([], 'mean_squared_error'), digits)
    expect(fix?.kind).toBe('addOutput')
    expect(fix?.draft.experiment.network.layers.map((layer) => layer.type)).toEqual(['dense', 'softmax'])
    expect(fix?.draft.layerIds).toHaveLength(2)
    expect(checkNetwork(fix!.draft.experiment, digits).problems).toEqual([])
  })

  it('see that measures far from 0 … 1 do not suit a cross-entropy, and mend it in one step', () => {
    const prices: DataFacts = { ...measured, targetShape: [1], targetRange: { minimum: 2474, maximum: 31_030 } }
    const draft = draftOf([{ type: 'dense', units: 1 }, { type: 'sigmoid' }], 'binary_cross_entropy')
    expect(outputProblems(checkDraft(draft, prices)).map(({ path }) => path)).toEqual([['loss']])
    const [fix] = outputFixes(draft, prices)
    expect(fix).toMatchObject({ kind: 'output', units: 1, activation: null, loss: 'mean_squared_error' })
    expect(last(fix!.draft)).toEqual({ type: 'identity' })
    expect(checkDraft(fix!.draft, prices).problems).toEqual([])
    const shares: DataFacts = { ...prices, targetRange: { minimum: 0, maximum: 1 } }
    expect(checkDraft(draft, shares).problems).toEqual([])
  })

  it('say why two classes have no softmax of 2, and make it one sigmoid', () => {
    const draft = draftOf([{ type: 'dense', units: 2 }, { type: 'softmax' }], 'categorical_cross_entropy')
    expect(checkDraft(draft, circles).problems.map((problem) => inEnglish(beside(problem)))).toEqual([
      'the network puts out 2 and the targets have 1; two classes are one output between 0 and 1: ' +
        'end with one unit and sigmoid, with binary_cross_entropy',
    ])
    const [fix] = outputFixes(draft, circles)
    expect(fix).toMatchObject({ kind: 'output', units: 1, activation: 'sigmoid', loss: 'binary_cross_entropy' })
  })

  const ends = [
    [],
    [{ type: 'dense', units: 10 }],
    [{ type: 'dense', units: 1 }],
    [{ type: 'dense', units: 2 }, { type: 'sigmoid' }],
    [{ type: 'dense', units: 10 }, { type: 'softmax' }],
    [{ type: 'dense', units: 1 }, { type: 'softmax' }],
    [{ type: 'relu' }],
  ]
  for (const [dataName, data] of Object.entries(everyData)) {
    for (const loss of losses) {
      it(`mend every wrong end of a network for ${dataName} with ${loss.name}, and leave no problem behind`, () => {
        for (const layers of ends) {
          const draft = draftOf(layers, loss.name)
          const wrong = layers.length === 0 || checkNetwork(draft.experiment, data).problems.length > 0
          const fixes = outputFixes(draft, data)
          expect(fixes.length > 0, JSON.stringify(layers)).toBe(wrong)
          for (const fix of fixes) {
            expect(fix.draft.experiment.network.layers.length).toBe(fix.draft.layerIds.length)
            expect(checkNetwork(fix.draft.experiment, data).problems).toEqual([])
            expect(() => parseExperiment(fix.draft.experiment)).not.toThrow()
          }
        }
      })
    }
  }
})

describe('fixes of a network for words', () => {
  const loss = 'categorical_cross_entropy'

  it('make as many units as the vocabulary has words', () => {
    const draft = draftOf([{ type: 'embedding', dim: 3 }, { type: 'dense', units: 9 }, { type: 'softmax' }], loss)
    const [fix] = outputFixes(draft, words)
    expect(fix).toMatchObject({ kind: 'units', units: 5 })
    expect(checkNetwork(fix!.draft.experiment, words).problems).toEqual([])
  })

  it('turn an empty stack into an embedding with an output layer', () => {
    const [fix] = outputFixes(draftOf([], loss), words)
    expect(fix?.draft.experiment.network.layers.map((layer) => layer.type)).toEqual(['embedding', 'dense', 'softmax'])
    expect(checkNetwork(fix!.draft.experiment, words).problems).toEqual([])
  })

  it('say what negative sampling needs, among the problems of no layer', () => {
    const draft = draftOf([{ type: 'embedding', dim: 5 }, { type: 'softmax' }], loss)
    const { training } = draft.experiment
    const sampled = { ...training, negativeSampling: { samples: 5, power: 0.75 } }
    const report = checkDraft({ experiment: { ...draft.experiment, training: sampled } }, words)
    expect(report.problems.map((problem) => problem.path)).toEqual([['training', 'negativeSampling']])
    expect(outputProblems(report)).toEqual([])
  })
})

describe('fixes of a layer that cannot take what it gets', () => {
  const fixesOf = (layers: readonly unknown[], data: DataFacts) => {
    const draft = draftOf(layers, 'mean_squared_error')
    const report = checkNetwork(draft.experiment, data)
    const index = report.layers.findIndex((layer) => layer.outputShape === null)
    return layerFixes(draft, report, index, data)
  }
  const typesOf = (fix: Fix | undefined) => fix?.draft.experiment.network.layers.map((layer) => layer.type)

  it('put an embedding before a dense layer that gets words', () => {
    const [fix] = fixesOf([{ type: 'dense', units: 5 }, { type: 'softmax' }], words)
    expect(fix?.kind).toBe('embed')
    expect(typesOf(fix)).toEqual(['embedding', 'dense', 'softmax'])
    expect(checkNetwork(fix!.draft.experiment, words).layers.every((layer) => layer.outputShape !== null)).toBe(true)
  })

  it('take out a convolution where there are no images', () => {
    const fixes = fixesOf(
      [{ type: 'conv2d', filters: 2, kernel: 3 }, { type: 'relu' }, { type: 'dense', units: 1 }],
      circles,
    )
    expect(fixes.map((fix) => fix.kind)).toEqual(['removeLayer'])
    expect(typesOf(fixes[0])).toEqual(['dense'])
  })

  it('take out what flattened the image before a convolution', () => {
    const fixes = fixesOf([{ type: 'flatten' }, { type: 'conv2d', filters: 2, kernel: 3 }], digits)
    expect(fixes.map((fix) => fix.kind)).toEqual(['moveBefore', 'unflatten', 'removeLayer'])
    expect(typesOf(fixes[0])).toEqual(['conv2d', 'flatten'])
    expect(typesOf(fixes[1])).toEqual(['conv2d'])
  })

  it('move a convolution to before the dense layer that took the image apart', () => {
    const [fix] = fixesOf(
      [{ type: 'flatten' }, { type: 'dense', units: 8 }, { type: 'conv2d', filters: 2, kernel: 3 }, { type: 'relu' }],
      digits,
    )
    expect(fix?.kind).toBe('moveBefore')
    expect(typesOf(fix)).toEqual(['conv2d', 'relu', 'flatten', 'dense'])
  })

  it('make a window fit its image, or pad the image', () => {
    const [shrink, padding] = fixesOf([{ type: 'conv2d', filters: 2, kernel: [3, 30] }], digits)
    expect(shrink).toMatchObject({ kind: 'shrink', key: 'kernel', pair: [3, 28] })
    expect(padding?.kind).toBe('padding')
    for (const fix of [shrink, padding]) {
      expect(checkNetwork(fix!.draft.experiment, digits).layers[0]?.outputShape).not.toBeNull()
    }
    const [size] = fixesOf([{ type: 'avg_pool2d', size: 40 }], digits)
    expect(size).toMatchObject({ kind: 'shrink', key: 'size', pair: [28, 28] })
  })

  it('take out an embedding that gets numbers', () => {
    const fixes = fixesOf(
      [
        { type: 'embedding', dim: 3 },
        { type: 'dense', units: 1 },
      ],
      circles,
    )
    expect(fixes.map((fix) => fix.kind)).toEqual(['removeLayer'])
  })

  it('are none where every layer fits', () => {
    const draft = draftOf([{ type: 'dense', units: 3 }], 'mean_squared_error')
    expect(layerFixes(draft, checkNetwork(draft.experiment, circles), 0, circles)).toEqual([])
  })
})

describe('fixes of an initialiser', () => {
  it('put the usual initialiser where given values have the wrong shape', () => {
    const draft = draftOf(
      [{ type: 'dense', units: 1, weightInit: { type: 'values', values: [[1, 2, 3]] } }],
      'mean_squared_error',
    )
    const [problem] = checkNetwork(draft.experiment, circles).problems
    const [fix] = initializerFixes(draft, problem!)
    expect(fix).toMatchObject({ kind: 'initializer', initializer: 'glorot_uniform' })
    expect(checkNetwork(fix!.draft.experiment, circles).problems).toEqual([])
  })

  it('are not offered for problems of something else', () => {
    const draft = draftOf([{ type: 'dense', units: 3 }], 'mean_squared_error')
    const [problem] = checkNetwork(draft.experiment, circles).problems
    expect(initializerFixes(draft, problem!)).toEqual([])
  })
})

describe('the usual end of a network', () => {
  it('is softmax for several classes, sigmoid for two, and nothing for measured targets', () => {
    expect(usualOutput(digits)).toEqual({ activation: 'softmax', loss: 'categorical_cross_entropy' })
    expect(usualOutput(circles)).toEqual({ activation: 'sigmoid', loss: 'binary_cross_entropy' })
    expect(usualOutput(measured)).toEqual({ activation: null, loss: 'mean_squared_error' })
  })
})
