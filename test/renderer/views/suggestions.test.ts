import { expect, test } from 'vitest'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { suggestionsFor } from '../../../src-renderer/views/train/suggestions.ts'
import { sampleDetails } from '../support/sample-runs.ts'

const experimentWith = (layers: readonly object[], learningRate = 0.3) =>
  parseExperiment({
    ...sampleDetails().experiment,
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
