import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createStepPace } from '../../src-main/engine_process/step-pace.ts'
import { spiral, startEngine, startMessage, trainToTheEnd, type EngineProcess } from './engine.ts'

/** Trains steps as they are let through, each of which takes `stepTime` milliseconds by a clock of the test's own. */
function letThrough(stepsPerSecond: number | null, stepTime = 0) {
  let time = 0
  let next: { readonly at: number; readonly work: () => void } | null = null
  const moments: number[] = []
  const pace = createStepPace({
    stepsPerSecond,
    now: () => time,
    later(milliseconds, work) {
      next = { at: time + milliseconds, work }
      return () => (next = null)
    },
  })
  const slice = () => {
    const steps = Math.min(pace.due(), 1000)
    for (let i = 0; i < steps; i++) moments.push((time += stepTime))
    pace.trained(steps)
    pace.next(slice)
  }
  pace.next(slice)
  return {
    pace,
    moments,
    passUntil: (end: number) => {
      while (next && next.at <= end) {
        const { at, work } = next
        next = null
        time = Math.max(time, at)
        work()
      }
      time = Math.max(time, end)
    },
  }
}

describe('the pace', () => {
  test.each([1, 20, 100, 1000])('lets %i steps per second through, evenly', (rate) => {
    const { moments, passUntil } = letThrough(rate)
    for (let second = 1; second <= 5; second++) {
      passUntil(1000 * second - 1)
      // Those of a frame come together.
      expect(Math.abs(moments.length - rate * second)).toBeLessThanOrEqual(rate / 60)
    }
    const gaps = moments.slice(1).map((moment, i) => moment - (moments[i] ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.max(1000 / rate, 1000 / 60) + 1)
  })

  test('does not make up for more than a moment where steps take longer than it allows', () => {
    const { pace, moments, passUntil } = letThrough(10, 500)
    passUntil(10_000)
    expect(moments.length).toBeLessThanOrEqual(22)
    expect(pace.secondsPerStep(0.5)).toBe(0.5)
    expect(pace.secondsPerStep(0.001)).toBe(0.1)
  })

  test('that is changed holds for the step that waits already', () => {
    const { pace, moments, passUntil } = letThrough(1)
    passUntil(100)
    expect(moments).toEqual([0])
    pace.change(10)
    passUntil(450)
    expect(moments).toEqual([0, 200, 300, 400])
    pace.change(1)
    passUntil(2400)
    expect(moments).toEqual([0, 200, 300, 400, 500, 1500])
  })
})

async function startAt(stepsPerSecond: number | null, epochs = 1000): Promise<EngineProcess> {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(epochs), { stepsPerSecond }))
  await engine.next('progress')
  return engine
}

/** The answer, and the milliseconds until it came. */
async function timed<T>(work: () => Promise<T>): Promise<{ readonly answer: T; readonly milliseconds: number }> {
  const began = performance.now()
  const answer = await work()
  return { answer, milliseconds: performance.now() - began }
}

describe('a run in slow motion', () => {
  test.each([20, 200])('trains %i steps per second, and says so', async (rate) => {
    const engine = await startAt(rate)
    const { answer, milliseconds } = await timed(async () => {
      await sleep(2000)
      engine.send({ type: 'pause' })
      return engine.next('paused')
    })
    expect(answer.step).toBeLessThan((rate * (milliseconds + 150)) / 1000 + rate / 60 + 2)
    expect(answer.step).toBeGreaterThan(0.85 * rate * (milliseconds / 1000))
    const told = engine.messages.filter((message) => message.type === 'progress').at(-1)
    // The last batch of an epoch is smaller: 400 points in 13 batches of up to 32.
    expect(told!.samplesPerSecond).toBeLessThanOrEqual(32 * rate)
    expect(told!.samplesPerSecond).toBeGreaterThan(25 * rate)
    expect(told!.secondsLeft).toBeCloseTo((13_000 - told!.step) / rate, 5)
  })

  test('pauses, steps, changes and stops at once, however slow it is', async () => {
    const engine = await startAt(1)
    const soon = 100
    engine.send({ type: 'pause' })
    const paused = await timed(() => engine.next('paused'))
    expect(paused.milliseconds).toBeLessThan(soon)
    engine.send({ type: 'step', unit: 'batch' })
    const stepped = await timed(() => engine.next('paused'))
    expect(stepped.answer.step).toBe(paused.answer.step + 1)
    expect(stepped.milliseconds).toBeLessThan(soon)
    engine.send({ type: 'resume' })
    await engine.next('progress')
    engine.send({ type: 'change', settings: { learningRate: 0.01, momentum: 0 } })
    expect((await timed(() => engine.next('changed'))).milliseconds).toBeLessThan(soon)
    engine.send({ type: 'stop' })
    expect((await timed(() => engine.next('finished'))).milliseconds).toBeLessThan(soon)
  })

  test('ends with the very weights it has at full speed', async () => {
    const engine = startEngine()
    await engine.next('ready')
    engine.send(await startMessage(spiral(20), { stepsPerSecond: 500 }))
    await engine.next('progress')
    engine.send({ type: 'pace', stepsPerSecond: 100 })
    engine.send({ type: 'watch', known: null })
    await engine.next('insight')
    engine.send({ type: 'pace', stepsPerSecond: 1000 })
    const { weightsSha256 } = await engine.next('finished')
    expect(weightsSha256).toBe((await trainToTheEnd(spiral(20))).weightsSha256)
  })

  test('goes at full speed as soon as it may', async () => {
    const engine = await startAt(1)
    engine.send({ type: 'pace', stepsPerSecond: null })
    const { answer, milliseconds } = await timed(() => engine.next('finished'))
    expect(answer.step).toBe(13_000)
    expect(milliseconds).toBeLessThan(8000)
  })

  test('is slowed down while it trains', async () => {
    const engine = await startAt(null, 1_000_000)
    engine.send({ type: 'pace', stepsPerSecond: 10 })
    await sleep(300)
    engine.send({ type: 'pause' })
    const { step } = await engine.next('paused')
    engine.send({ type: 'resume' })
    await sleep(1000)
    engine.send({ type: 'pause' })
    await engine.next('resumed')
    expect((await engine.next('paused')).step - step).toBeLessThanOrEqual(13)
  })

  test('shows each step to who watches it, as it is after that step', async () => {
    const engine = await startAt(2)
    engine.send({ type: 'watch', known: null })
    // The first look takes longer than others, and the next waits until that was worth it.
    await engine.next('insight')
    const seen: number[] = []
    for (let i = 0; i < 4; i++) seen.push((await engine.next('insight')).insight.step)
    expect(seen).toEqual(seen.map((_, i) => (seen[0] ?? 0) + i))
  })
})
