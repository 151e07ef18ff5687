import { expect, test } from 'vitest'
import { spiral, startEngine, startMessage, trainToTheEnd, type EngineProcess } from './engine.ts'

const settings = { learningRate: 0.02, momentum: 0.5 }

async function startPaused(epochs: number): Promise<EngineProcess> {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(epochs), { paused: true }))
  await engine.next('paused')
  return engine
}

test('a run that is watched tells what it learns and ends with the very weights of one that is not', async () => {
  const engine = await startPaused(1500)
  engine.send({ type: 'watch', known: null })
  expect((await engine.next('insight')).insight).toMatchObject({ step: 0, layers: null })
  engine.send({ type: 'resume' })
  const { insight } = await engine.next('insight')
  expect(insight.step).toBeGreaterThan(0)
  expect(insight.layers).toHaveLength(4)
  expect(insight.surface?.columns.map(({ neurons }) => neurons.length)).toEqual([2, 16, 1])
  const finished = await engine.next('finished')
  expect(finished.weightsSha256).toBe((await trainToTheEnd(spiral(1500))).weightsSha256)
})

test('a run that nobody watches tells nothing', async () => {
  const engine = await startPaused(100)
  engine.send({ type: 'resume' })
  await engine.next('finished')
  expect(engine.messages.filter(({ type }) => type === 'insight')).toEqual([])
})

test('each single batch of a run that is watched is told of', async () => {
  const engine = await startPaused(10)
  engine.send({ type: 'watch', known: null })
  await engine.next('insight')
  engine.send({ type: 'step', unit: 'batch' })
  const { insight } = await engine.next('insight')
  expect(insight.step).toBe(1)
  expect(insight.layers?.[0]?.gradientNorm?.weight).toBeGreaterThan(0)
})

test('a run at rest tells who has not seen it what it has learned, and nobody twice', async () => {
  const engine = await startPaused(10)
  engine.send({ type: 'watch', known: null })
  expect((await engine.next('insight')).insight.step).toBe(0)
  engine.send({ type: 'watch', known: 0 })
  engine.send({ type: 'watch', known: null })
  engine.send({ type: 'step', unit: 'batch' })
  const told = [await engine.next('insight'), await engine.next('insight')]
  expect(told.map(({ insight }) => insight.step)).toEqual([0, 1])
})

test('an interrupted run makes its changes again and ends with the very weights it would have had', async () => {
  const whole = await startPaused(60)
  whole.send({ type: 'step', unit: 'epoch' })
  await whole.next('paused')
  whole.send({ type: 'change', settings })
  const { change } = await whole.next('changed')
  expect(change).toEqual({ ...settings, step: 13 })
  whole.send({ type: 'resume' })
  const { weightsSha256 } = await whole.next('finished')
  expect(weightsSha256).not.toBe((await trainToTheEnd(spiral(60))).weightsSha256)

  const engine = await startPaused(60)
  engine.send({ type: 'step', unit: 'epoch' })
  await engine.next('paused')
  engine.send({ type: 'change', settings })
  engine.send({ type: 'step', unit: 'epoch' })
  await engine.next('paused')
  engine.send({ type: 'interrupt' })
  await engine.next('finished')
  for (const name of ['initial', 'last']) {
    const { bytes, step } = engine.checkpoint(name)!
    expect(step).toBe(name === 'initial' ? 0 : 26)
    const next = startEngine()
    await next.next('ready')
    next.send(await startMessage(spiral(60), { checkpoint: bytes, changes: [change] }))
    expect((await next.next('finished')).weightsSha256).toBe(weightsSha256)
  }
})
