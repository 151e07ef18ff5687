import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseExperiment } from '../../src-engine/spec.ts'
import { differencesOf } from '../../src-main/core/compare.ts'
import { flatSettings } from '../../src-main/core/run-settings.ts'
import { decimate } from '../../src-main/core/decimate.ts'
import type { MetricPoint } from '../../src-main/protocol.ts'
import { endless, experiment, openTestLab } from './temporary-lab.ts'

const parsed = (changes: Readonly<Record<string, unknown>> = {}) => parseExperiment(experiment(3, changes))
const dense = (units: number) => ({ type: 'dense', units })

describe('the settings that differ', () => {
  test('are none where only the names differ', () => {
    expect(differencesOf([parsed(), parsed({ name: 'again' })])).toEqual([])
  })

  test('are told by their JSON path with the value of every run', () => {
    const optimizers = [0.1, 0.05, 0.1].map((learningRate) => parsed({ optimizer: { type: 'sgd', learningRate } }))
    expect(differencesOf(optimizers)).toEqual([{ path: 'optimizer.learningRate', values: [0.1, 0.05, 0.1] }])
  })

  test('reach into layers, and show undefined where a run has no such layer', () => {
    const output = [dense(1), { type: 'sigmoid' }]
    const small = parsed({ network: { layers: [dense(8), { type: 'tanh' }, ...output] } })
    const large = parsed({ network: { layers: [dense(16), { type: 'tanh' }, ...output, { type: 'identity' }] } })
    expect(differencesOf([small, large])).toEqual([
      { path: 'network.layers[0].units', values: [8, 16] },
      { path: 'network.layers[4].type', values: [undefined, 'identity'] },
    ])
  })

  test('show lists of numbers whole', () => {
    const inline = (rows: number[][]) => parsed({ dataset: { name: 'inline', inputs: rows, targets: [[1], [0]] } })
    const difference = {
      path: 'dataset.inputs',
      values: [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [1, 2],
          [3, 5],
        ],
      ],
    }
    expect(
      differencesOf([
        inline([
          [1, 2],
          [3, 4],
        ]),
        inline([
          [1, 2],
          [3, 5],
        ]),
      ]),
    ).toEqual([difference])
  })
})

describe('a curve with fewer points', () => {
  const curve = (values: readonly number[], name: MetricPoint['name'] = 'train.loss'): MetricPoint[] =>
    values.map((value, i) => ({ step: i + 1, epoch: i / 10, name, value }))

  test('keeps to its limit, its ends, its order and its extremes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 10, max: 120 }),
        (values, maxPoints) => {
          const all = curve(values)
          const kept = decimate(all, maxPoints)
          expect(kept.length).toBeLessThanOrEqual(maxPoints)
          if (all.length <= maxPoints) expect(kept).toEqual(all)
          expect(kept[0]).toBe(all[0])
          expect(kept.at(-1)).toBe(all.at(-1))
          expect(kept.every((point, i) => i === 0 || kept[i - 1]!.step < point.step)).toBe(true)
          const heights = kept.map(({ value }) => value)
          expect(Math.min(...heights)).toBe(Math.min(...values))
          expect(Math.max(...heights)).toBe(Math.max(...values))
        },
      ),
    )
  })

  test('still shows the one value that is no number', () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i))
    values[537] = NaN
    expect(decimate(curve(values), 20).some(({ step, value }) => step === 538 && Number.isNaN(value))).toBe(true)
  })

  test('has its limit for every curve by itself', () => {
    const long = curve(Array.from({ length: 500 }, (_, i) => i))
    const short = curve([1, 2, 3], 'validation.loss')
    const kept = decimate([...long, ...short], 10)
    expect(kept.filter(({ name }) => name === 'validation.loss')).toEqual(short)
    expect(kept.filter(({ name }) => name === 'train.loss').length).toBeLessThanOrEqual(10)
  })
})

test('two runs are compared by settings, scores and curves', async () => {
  const lab = openTestLab({ concurrency: 2 })
  const first = await lab.start(experiment(3))
  const second = await lab.start(experiment(3, { optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0.9 } }))
  await lab.untilStatus(first.id, 'completed')
  await lab.untilStatus(second.id, 'completed')
  const comparison = await lab.ask('compareRuns', { runIds: [second.id, '#1'], maxPoints: 100 })
  expect(comparison.runs.map(({ id }) => id)).toEqual([second.id, first.id])
  expect(comparison.settings).toEqual([{ path: 'optimizer.learningRate', values: [0.01, 0.1] }])
  expect(comparison.curves.map(({ runId }) => runId)).toEqual([second.id, first.id])
  expect(comparison.curves[1]?.points).toEqual(await lab.ask('getCurves', { runId: first.id, maxPoints: 100 }))
})

describe('whether runs can be ranked', () => {
  test('losses only where the function and the data are the same, accuracies where the data are', async () => {
    const lab = openTestLab()
    const runs = [
      await lab.start(experiment(1)),
      await lab.start(experiment(1, { loss: 'mean_squared_error' })),
      await lab.start(experiment(1, { dataset: { name: 'moons', samples: 400 } })),
      await lab.start(experiment(1, { optimizer: { type: 'sgd', learningRate: 0.01 } })),
    ]
    const scoring = async (a: number, b: number) => {
      const runIds = [runs[a]!.id, runs[b]!.id]
      return (await lab.ask('compareRuns', { runIds, maxPoints: 10 })).scoring
    }
    expect(await scoring(0, 3)).toEqual({ sameLoss: true, sameData: true })
    expect(await scoring(0, 1)).toEqual({ sameLoss: false, sameData: true })
    expect(await scoring(0, 2)).toEqual({ sameLoss: true, sameData: false })
  })
})

describe('the weights of runs', () => {
  test('are told tensor by tensor, with their difference from one of the runs', async () => {
    const lab = openTestLab()
    const first = await lab.start(experiment(1))
    const longer = await lab.start(experiment(2))
    const wider = await lab.start(
      experiment(1, { network: { layers: [dense(20), { type: 'tanh' }, dense(1), { type: 'sigmoid' }] } }),
    )
    const runIds = [first.id, longer.id, wider.id]
    for (const id of runIds) await lab.untilStatus(id, 'completed')
    const { tensors, withoutWeights } = await lab.ask('compareWeights', { runIds, referenceId: first.id })
    expect(withoutWeights).toEqual([])
    expect(tensors.map(({ name }) => name)).toEqual([
      'layers.0.weight',
      'layers.0.bias',
      'layers.2.weight',
      'layers.2.bias',
    ])
    const [reference, other, unlike] = tensors[0]!.runs
    expect(reference?.difference).toBeNull()
    expect(other?.shape).toEqual([12, 2])
    expect(other?.counts.reduce((sum, count) => sum + count, 0)).toBe(24)
    expect(other?.difference?.counts.reduce((sum, count) => sum + count, 0)).toBe(24)
    expect(other?.difference?.norm).toBeGreaterThan(0)
    expect(Math.abs(other?.difference?.cosine ?? 2)).toBeLessThan(1)
    expect(unlike?.shape).toEqual([20, 2])
    expect(unlike?.difference).toBeNull()
  })

  test('that are the same do not differ', async () => {
    const lab = openTestLab()
    const [one, other] = [await lab.start(experiment(1)), await lab.start(experiment(1))]
    await lab.untilStatus(one.id, 'completed')
    await lab.untilStatus(other.id, 'completed')
    const { tensors } = await lab.ask('compareWeights', { runIds: [one.id, other.id], referenceId: one.id })
    for (const { runs, reach } of tensors) {
      expect(reach).toBe(0)
      expect(runs[1]?.difference?.norm).toBe(0)
      expect(runs[1]?.difference?.cosine).toBeCloseTo(1, 12)
    }
  })

  test('are missing of a run that waits for its turn, and it is named', async () => {
    const lab = openTestLab()
    const first = await lab.start(experiment(1))
    await lab.untilStatus(first.id, 'completed')
    const busy = await lab.start(experiment(endless))
    const waiting = await lab.start(experiment(endless))
    const runIds = [first.id, waiting.id]
    const { tensors, withoutWeights } = await lab.ask('compareWeights', { runIds, referenceId: first.id })
    expect(withoutWeights).toEqual([waiting.id])
    expect(tensors[0]?.runs[1]).toBeNull()
    await lab.ask('stopRun', { runId: waiting.id })
    await lab.ask('stopRun', { runId: busy.id })
  })
})

test('every single setting of a run has a path, and data written in place has none', () => {
  const dataset = { name: 'inline', inputs: [[1, 2]], targets: [[1]] }
  const settings = flatSettings(parsed({ dataset, loss: 'mean_squared_error' }))
  expect(settings).toMatchObject({
    seed: 5,
    'dataset.name': 'inline',
    'network.layers[0].units': 12,
    'network.layers[1].type': 'tanh',
    loss: 'mean_squared_error',
    'optimizer.momentum': 0.9,
    'training.shuffle': true,
  })
  expect(Object.keys(settings).filter((path) => /inputs|targets|^name|^version/.test(path))).toEqual([])
})

test('the settings of runs are listed; a run that is gone is passed over', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(3))
  const listed = await lab.ask('listRunSettings', { runIds: ['r00000000', id] })
  expect(listed.map(({ runId, settings }) => [runId, settings['training.epochs']])).toEqual([[id, 3]])
})
