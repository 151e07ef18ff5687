import { describe, expect, test } from 'vitest'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { createTrainer } from '../../src-engine/trainer.ts'
import { createCheckpointKeeper } from '../../src-main/engine_process/checkpoint-keeper.ts'
import { createRateMeter } from '../../src-main/engine_process/rate-meter.ts'
import { createStopwatch } from '../../src-main/engine_process/stopwatch.ts'
import { loadDataset } from '../../src-main/files/datasets.ts'
import { spiral } from './engine.ts'

describe('the rate', () => {
  test('is that of about the last second', () => {
    const meter = createRateMeter((seconds) => seconds)
    meter.mark({ seconds: 0, samples: 0, steps: 0 })
    expect(meter.samplesPerSecond()).toBe(0)
    expect(meter.secondsFor(1)).toBeNull()
    for (let i = 1; i <= 20; i++) meter.mark({ seconds: i / 10, samples: 100 * i, steps: i })
    expect(meter.samplesPerSecond()).toBeCloseTo(1000, 9)
    for (let i = 1; i <= 12; i++) meter.mark({ seconds: 2 + i / 10, samples: 2000 + 300 * i, steps: 20 + i })
    expect(meter.samplesPerSecond()).toBeCloseTo(3000, 9)
    expect(meter.secondsFor(20)).toBeCloseTo(2, 9)
  })

  test('is known even where every step takes longer than that', () => {
    const meter = createRateMeter((seconds) => seconds)
    for (let i = 0; i < 5; i++) meter.mark({ seconds: 4 * i, samples: 32 * i, steps: i })
    expect(meter.samplesPerSecond()).toBe(8)
    expect(meter.secondsFor(2)).toBe(8)
  })
})

test('the rate of training that waits between its steps is that with the waits', () => {
  const meter = createRateMeter((seconds) => Math.max(seconds, 0.5))
  for (let i = 0; i <= 5; i++) meter.mark({ seconds: i / 1000, samples: 32 * i, steps: i })
  expect(meter.samplesPerSecond()).toBeCloseTo(64, 9)
  expect(meter.secondsFor(10)).toBe(5)
})

describe('the keeper of checkpoints', async () => {
  const experiment = spiral(1)
  const dataset = await loadDataset(experiment.dataset, experiment.seed, null)
  const trainer = createTrainer({ experiment, dataset, kernels: referenceKernels, checkpoint: null })
  const checkpoint = trainer.checkpoint()

  test('sends the last weights every two seconds, and with them the best of the meantime once', () => {
    let time = 0
    const keeper = createCheckpointKeeper(() => time)
    keeper.keep('best', checkpoint, 1)
    keeper.keep('best', checkpoint, 2)
    time = 1999
    expect(keeper.isDue()).toBe(false)
    expect(keeper.takeEpochs()).toEqual([])
    time = 2000
    expect(keeper.isDue()).toBe(true)
    const taken = keeper.takeAll(checkpoint, 3)
    expect(taken.map(({ name, seconds }) => [name, seconds])).toEqual([
      ['best', 2],
      ['last', 3],
    ])
    expect(keeper.isDue()).toBe(false)
    time = 4000
    expect(keeper.isDue()).toBe(true)
    expect(keeper.takeAll(checkpoint, 4).map(({ name }) => name)).toEqual(['last'])
  })

  test('waits longer where saving takes long', () => {
    let time = 0
    const keeper = createCheckpointKeeper(() => (time += 1000))
    keeper.takeAll(checkpoint, 1)
    const saved = time
    while (!keeper.isDue()) continue
    expect(time - saved).toBe(50_000)
  })

  test('keeps no weights that are no numbers', () => {
    const keeper = createCheckpointKeeper(() => 0)
    const [first, ...rest] = checkpoint.parameters
    const values = first!.values.slice()
    values[3] = NaN
    const broken = { ...checkpoint, parameters: [{ ...first!, values }, ...rest] }
    keeper.keep('best', checkpoint, 1)
    keeper.keep('best', broken, 2)
    expect(keeper.takeAll(broken, 3).map(({ name, seconds }) => [name, seconds])).toEqual([['best', 1]])
  })
})

describe('the stopwatch', () => {
  test('counts the time between start and stop, the running stretch included', () => {
    let time = 0
    const stopwatch = createStopwatch(() => time)
    stopwatch.start()
    time = 1500
    expect(stopwatch.seconds()).toBe(1.5)
    stopwatch.stop()
    time = 9000
    expect(stopwatch.seconds()).toBe(1.5)
    stopwatch.start()
    time = 9500
    stopwatch.stop()
    expect(stopwatch.seconds()).toBe(2)
  })
})
