import { describe, expect, test } from 'vitest'
import { endless, experiment, openTestLab } from './temporary-lab.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

describe('a run', () => {
  test('is stored with everything it began with, trains, and ends with scores and a hash', async () => {
    const lab = openTestLab()
    const begun = await lab.start(experiment(3))
    expect(begun).toMatchObject({
      number: 1,
      name: 'spiral of 3',
      status: 'running',
      epochs: 3,
      totalSteps: 30,
      architecture: '2-12-1',
      dataset: 'spiral',
      parameterCount: 49,
      metrics: null,
    })
    const ended = await lab.untilStatus(begun.id, 'completed')
    expect(ended).toMatchObject({
      epoch: 3,
      step: 30,
      kernel: expect.stringMatching(/^(reference|simd|simd-relaxed)$/) as string,
      reason: null,
    })
    expect(ended.weightsSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(ended.metrics?.train?.accuracy).toBeGreaterThan(0.5)
    expect(ended.latest['validation.loss']).toBe(ended.metrics?.validation?.loss)
    expect(ended.finishedAt).toBeGreaterThanOrEqual(ended.startedAt!)

    const details = await lab.ask('getRun', { runId: begun.id })
    expect(details.experiment.training).toEqual({
      epochs: 3,
      batchSize: 32,
      shuffle: true,
      precision: 'float32',
      reduction: 'mean',
      crossEntropy: 'merged',
      negativeSampling: null,
      l1: 0,
      l2: 0,
      clipNorm: null,
      earlyStopping: null,
      checkpointEvery: 0,
    })
    expect(details.checkpoints.map(({ name }) => name).sort()).toEqual(['best', 'initial', 'last'])
    expect(details.model.scaling.shift).toHaveLength(2)
    expect(details.fingerprint).toMatchObject({ count: 400, inputShape: [2], targetShape: [1] })
    const curves = await lab.ask('getCurves', { runId: begun.id, maxPoints: 1000 })
    expect(curves.filter(({ name }) => name === 'validation.loss').map(({ epoch }) => epoch)).toEqual([1, 2, 3])
  })

  test('of the same experiment ends with the same weights, of another rate with others', async () => {
    const lab = openTestLab({ concurrency: 2 })
    const runs = await Promise.all([
      lab.start(experiment(5)),
      lab.start(experiment(5, { name: 'again' })),
      lab.start(experiment(5, { optimizer: { type: 'sgd', learningRate: 0.05, momentum: 0.9 } })),
    ])
    const [first, second, other] = await Promise.all(runs.map(({ id }) => lab.untilStatus(id, 'completed')))
    expect(second?.weightsSha256).toBe(first?.weightsSha256)
    expect(other?.weightsSha256).not.toBe(first?.weightsSha256)
  })

  test('that cannot be trained is refused with every problem, and nothing is stored', async () => {
    const lab = openTestLab()
    const refused = [
      [experiment(3, { optimizer: { type: 'sgd', learningRate: 0.1, momentun: 0.9 } }), 'optimizer.momentun'],
      [experiment(3, { network: { layers: [{ type: 'dense', units: -4 }] } }), 'network.layers[0].units'],
      [experiment(3, { network: { layers: [{ type: 'dense', units: 3 }] } }), 'network.layers[0]'],
      [experiment(3, { dataset: { name: 'idx', images: '/nowhere/a', labels: '/nowhere/b' } }), 'dataset.images'],
      [experiment(3, { dataset: { name: 'idx', images: 'a.gz', labels: 'b.gz' } }), 'dataset.images'],
      ['no object', '(whole file)'],
    ] as const
    for (const [json, path] of refused) {
      const error = await lab.refusal('startRun', { experiment: json, directory: null, paused: false })
      expect(error).toMatchObject({ code: 'input' })
      expect(error.message).toContain(`${path}: `)
      expect(error.problems.length).toBeGreaterThan(0)
    }
    const connection = await lab.ask('connect', { after: null })
    expect(connection).toMatchObject({ kind: 'snapshot', snapshot: { runs: [] } })
    expect(lab.events).toEqual([])
  })

  test('whose loss is lost is diverged, says why and cannot be resumed', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(
      experiment(500, {
        network: { layers: [{ type: 'dense', units: 1 }] },
        loss: 'half_squared_error',
        optimizer: { type: 'sgd', learningRate: 50 },
      }),
    )
    const diverged = await lab.untilStatus(id, 'diverged')
    expect(diverged.reason && inEnglish(diverged.reason)).toMatch(/the loss became (NaN|Infinity)/)
    expect(diverged.metrics).toBeNull()
    const error = await lab.refusal('resumeRun', { runId: id })
    expect(error).toMatchObject({ code: 'conflict' })
    expect(error.message).toContain('start a new run with a smaller learning rate')
    const { outputs } = await lab.ask('predict', { runId: id, inputs: [[0.5, 0.5]] })
    expect(Number.isFinite(outputs[0]![0])).toBe(true)
  })

  test('can be renamed', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(experiment(1))
    expect((await lab.ask('renameRun', { runId: id, name: '  first  ' })).name).toBe('first')
    expect(await lab.refusal('renameRun', { runId: id, name: '   ' })).toMatchObject({ code: 'input' })
    expect((await lab.ask('getRun', { runId: '#1' })).name).toBe('first')
  })

  test('can be given tags and a note, which every view is told', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(experiment(1))
    expect((await lab.ask('tagRun', { runId: '#1', tags: [' slow ', 'first', 'slow'] })).tags).toEqual([
      'slow',
      'first',
    ])
    expect((await lab.ask('noteRun', { runId: id, note: ' look again ' })).note).toBe('look again')
    expect(await lab.refusal('tagRun', { runId: id, tags: ['  '] })).toMatchObject({ code: 'input' })
    await lab.until((event) => (event.type === 'run' && event.run.note === 'look again' ? true : null))
    expect(await lab.ask('getRun', { runId: id })).toMatchObject({ tags: ['slow', 'first'], note: 'look again' })
  })
})

describe('commands', () => {
  test('pause, step by step, resume, stop', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(experiment(endless))
    await lab.untilStep(id, 0)
    expect((await lab.refusal('stepRun', { runId: id, unit: 'batch' })).message).toContain('pause it first')
    await lab.ask('pauseRun', { runId: id })
    const paused = await lab.untilStatus(id, 'paused')

    await lab.ask('stepRun', { runId: id, unit: 'batch' })
    await lab.untilStep(id, paused.step)
    expect((await lab.ask('getRun', { runId: id })).step).toBe(paused.step + 1)

    await lab.ask('resumeRun', { runId: id })
    await lab.untilStep(id, paused.step + 1)
    expect((await lab.ask('getRun', { runId: id })).status).toBe('running')
    await lab.ask('stopRun', { runId: id })
    const stopped = await lab.untilStatus(id, 'stopped')
    expect(stopped.weightsSha256).not.toBeNull()
    expect(stopped.metrics?.test).not.toBeNull()
    expect((await lab.refusal('stopRun', { runId: id })).message).toContain('has ended already')
    expect((await lab.refusal('pauseRun', { runId: id })).message).toContain('only a run that is training')
  })

  test('a run begun paused trains only step by step, and stays where it is over a restart', async () => {
    const lab = openTestLab()
    const begun = await lab.start(experiment(4), true)
    expect(begun.status).toBe('paused')
    await lab.ask('stepRun', { runId: begun.id, unit: 'epoch' })
    await lab.untilStep(begun.id, 9)
    expect(await lab.ask('getRun', { runId: begun.id })).toMatchObject({ status: 'paused', epoch: 1, step: 10 })
    await lab.close()

    const again = openTestLab({ database: lab.database })
    expect(await again.ask('getRun', { runId: begun.id })).toMatchObject({ status: 'paused', step: 10, reason: null })
    await again.ask('stepRun', { runId: begun.id, unit: 'batch' })
    await again.untilStep(begun.id, 10)
    expect(await again.ask('getRun', { runId: begun.id })).toMatchObject({ status: 'paused', step: 11 })
    await again.ask('resumeRun', { runId: begun.id })
    const ended = await again.untilStatus(begun.id, 'completed')

    const straight = await again.start(experiment(4))
    const uninterrupted = await again.untilStatus(straight.id, 'completed')
    expect(ended.weightsSha256).toBe(uninterrupted.weightsSha256)
  })

  test('resume in the moment of pausing makes the run train on', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(experiment(endless))
    await lab.untilStep(id, 0)
    await lab.ask('pauseRun', { runId: id })
    await lab.ask('resumeRun', { runId: id })
    const { step } = await lab.untilStatus(id, 'paused')
    await lab.untilStep(id, step)
    expect((await lab.ask('getRun', { runId: id })).status).toBe('running')
  })

  test('a stopped run goes on from where it was stopped', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(experiment(20), true)
    await lab.ask('stepRun', { runId: id, unit: 'epoch' })
    await lab.untilStep(id, 9)
    await lab.ask('stopRun', { runId: id })
    expect((await lab.untilStatus(id, 'stopped')).step).toBe(10)
    await lab.ask('resumeRun', { runId: id })
    const ended = await lab.untilStatus(id, 'completed')
    const straight = await lab.start(experiment(20))
    expect(ended.weightsSha256).toBe((await lab.untilStatus(straight.id, 'completed')).weightsSha256)
    expect(ended.metrics).not.toBeNull()
  })

  test('a complete run goes on only with more epochs, as if it had been planned so', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(experiment(3))
    await lab.untilStatus(id, 'completed')
    const error = await lab.refusal('resumeRun', { runId: id })
    expect(error).toMatchObject({ code: 'conflict' })
    expect(error.message).toContain('resume it with more than 3 epochs')
    const tooFew = await lab.refusal('resumeRun', { runId: id, epochs: 3 })
    expect(tooFew).toMatchObject({ code: 'input', problems: [{ path: ['epochs'] }] })
    await lab.ask('resumeRun', { runId: id, epochs: 6 })
    const longer = await lab.untilStatus(id, 'completed')
    expect(longer).toMatchObject({ epoch: 6, epochs: 6, step: 60, totalSteps: 60 })
    const straight = await lab.start(experiment(6))
    expect(longer.weightsSha256).toBe((await lab.untilStatus(straight.id, 'completed')).weightsSha256)
  })

  test('commands to a run that is not there say so', async () => {
    const lab = openTestLab()
    for (const name of ['pauseRun', 'resumeRun', 'stopRun', 'getRun', 'deleteRun', 'restoreRun'] as const) {
      expect(await lab.refusal(name, { runId: 'r00000000' })).toMatchObject({ code: 'not_found' })
    }
  })
})

describe('deleting', () => {
  test('stops a run that trains, takes it off the list, and can be taken back', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(experiment(endless))
    await lab.untilStep(id, 0)
    await lab.ask('deleteRun', { runId: id })
    expect(lab.events.at(-1)?.event).toEqual({ type: 'runDeleted', runId: id })
    expect(await lab.refusal('getRun', { runId: id })).toMatchObject({ code: 'not_found' })
    const restored = await lab.ask('restoreRun', { runId: id })
    expect(restored).toMatchObject({ id, status: 'stopped' })
    expect(restored.step).toBeGreaterThan(0)
    expect((await lab.ask('getRun', { runId: id })).checkpoints.length).toBeGreaterThan(1)
  })

  test('a waiting run never trains', async () => {
    const lab = openTestLab()
    const first = await lab.start(experiment(endless))
    const second = await lab.start(experiment(1))
    await lab.ask('deleteRun', { runId: second.id })
    await lab.ask('stopRun', { runId: first.id })
    await lab.untilStatus(first.id, 'stopped')
    expect(await lab.ask('restoreRun', { runId: second.id })).toMatchObject({
      status: 'stopped',
      step: 0,
      startedAt: null,
    })
  })
})
