import { expect, test } from 'vitest'
import { alarmTexts } from '../../../src-engine/explain/alarm-texts.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { remediesFor } from '../../../src-engine/explain/remedies.ts'
import { suggestionsFor } from '../../../src-engine/explain/suggestions.ts'

const experimentWith = (layers: readonly object[], learningRate = 0.3) =>
  parseExperiment({
    version: 1,
    name: 'test',
    dataset: { name: 'xor' },
    loss: 'mean_squared_error',
    training: { epochs: 1 },
    network: { layers },
    optimizer: { type: 'sgd', learningRate },
  })

test('where training diverges, a tenth of the rate is suggested and nothing else is changed', () => {
  const experiment = experimentWith([{ type: 'dense', units: 2 }])
  const [only, ...more] = suggestionsFor('divergence', experiment)
  expect(more).toEqual([])
  expect(only).toMatchObject({ kind: 'rate', rate: 0.03 })
  expect(only!.experiment).toEqual({ ...experiment, optimizer: { ...experiment.optimizer, learningRate: 0.03 } })
})

test('units that move together get weights drawn to fit what stands behind them', () => {
  const zeros = { weightInit: { type: 'zeros' } }
  const layers = [{ type: 'dense', units: 4, ...zeros }, { type: 'relu' }, { type: 'dense', units: 1, ...zeros }]
  const [only] = suggestionsFor('symmetry', experimentWith(layers))
  expect(only).toMatchObject({ kind: 'init', initializer: 'he_normal' })
  expect(only!.experiment.network.layers).toMatchObject([
    { weightInit: { type: 'he_normal' } },
    { type: 'relu' },
    { weightInit: { type: 'glorot_uniform' } },
  ])
})

test('what the experiment has already is not suggested', () => {
  expect(suggestionsFor('vanishing_gradient', experimentWith([{ type: 'dense', units: 1 }]))).toEqual([])
  expect(suggestionsFor('plateau', experimentWith([{ type: 'dense', units: 1 }], 0))).toEqual([])
})

test('a saturated network that starts well is offered a tenth of the rate, and ReLU with weights to fit', () => {
  const layers = [{ type: 'dense', units: 4 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }]
  const offered = suggestionsFor('saturation', experimentWith(layers, 50))
  expect(offered).toMatchObject([{ kind: 'rate', rate: 5 }, { kind: 'relu' }])
  expect(offered[1]!.experiment.network.layers).toMatchObject([
    { weightInit: { type: 'he_normal' } },
    { type: 'relu' },
    { weightInit: { type: 'glorot_uniform' } },
    { type: 'sigmoid' },
  ])
})

test('another member of the same family of starts is as good', () => {
  const layers = [{ type: 'dense', units: 4, weightInit: { type: 'he_uniform' } }, { type: 'relu' }]
  expect(suggestionsFor('dead_relu', experimentWith(layers)).map(({ kind }) => kind)).toEqual(['rate'])
})

test('of the words of advice only those remain that are not so already', () => {
  const texts = alarmTexts.saturation.remedies
  const usual = experimentWith([{ type: 'dense', units: 4 }, { type: 'tanh' }, { type: 'dense', units: 1 }])
  const kept = remediesFor('saturation', texts, usual)
  expect(kept.some((text) => text.includes('Glorot'))).toBe(false)
  expect(kept).toContain('lower the learning rate')
  const zeros = experimentWith([{ type: 'dense', units: 4, weightInit: { type: 'zeros' } }])
  expect(remediesFor('saturation', texts, zeros)).toEqual(texts)
  expect(remediesFor('divergence', alarmTexts.divergence.remedies, usual)).not.toContain('lower the momentum')
})

test('inputs that are scaled already are not to be scaled again', () => {
  const scaled = (scale: string) => {
    const plain = experimentWith([{ type: 'dense', units: 1 }])
    const dataset = { name: 'csv', file: 'flats.csv', scale }
    return remediesFor('divergence', alarmTexts.divergence.remedies, parseExperiment({ ...plain, dataset }))
  }
  const advice = 'scale the inputs to mean 0 and deviation 1'
  expect(scaled('none')).toContain(advice)
  expect(scaled('standard')).not.toContain(advice)
  expect(scaled('unit')).not.toContain(advice)
})

test('no advice names a setting as the experiment file does', () => {
  for (const { remedies } of Object.values(alarmTexts)) expect(remedies.join()).not.toMatch(/[_"]/)
})
