import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { decodeCheckpoint, weightBytes } from '../../src-engine/checkpoint.ts'
import { parseExperiment } from '../../src-engine/spec.ts'
import { exitOf, spiral, startEngine, startMessage, trainToTheEnd } from './engine.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('a run is told from ready to finished, with the hash of the weights in its last checkpoint', async () => {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(20)))
  expect(await engine.next('started')).toEqual({
    type: 'started',
    kernel: expect.stringMatching(/^(reference|simd|simd-relaxed)$/) as string,
  })
  const finished = await engine.next('finished')
  expect(finished).toMatchObject({ status: 'completed', epoch: 20, step: 20 * 13, reason: null })
  expect(finished.seconds).toBeGreaterThan(0)
  expect(finished.metrics?.train?.loss).toBeLessThan(Math.LN2)
  expect(finished.metrics?.validation?.accuracy).toBeGreaterThan(0.5)

  const last = engine.checkpoint('last')!
  expect(last).toMatchObject({ epoch: 20, step: 260, sha256: sha256(last.bytes) })
  expect(sha256(weightBytes(decodeCheckpoint(last.bytes)))).toBe(finished.weightsSha256)
  expect(engine.checkpoint('initial')).toMatchObject({ epoch: 0, step: 0, seconds: 0 })

  const points = engine.messages.flatMap((message) => ('points' in message ? message.points : []))
  const losses = points.filter(({ name }) => name === 'validation.loss')
  expect(losses.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  const best = losses.reduce((a, b) => (b.value < a.value ? b : a))
  expect(engine.checkpoint('best')).toMatchObject({ step: best.step })
})

test('a run that stops early is completed, and says why', async () => {
  const experiment = spiral(50)
  const earlyStopping = { patience: 2, minDelta: 100 }
  const finished = await trainToTheEnd({ ...experiment, training: { ...experiment.training, earlyStopping } })
  expect(finished).toMatchObject({ status: 'completed', epoch: 3 })
  expect(finished.reason && inEnglish(finished.reason)).toMatch(
    /^stopped early: the loss has not fallen below .* of epoch 1 since$/,
  )
})

test('two processes train one experiment to the same weights, another seed to others', async () => {
  const [first, second, other] = await Promise.all([
    trainToTheEnd(spiral(10)),
    trainToTheEnd(spiral(10)),
    trainToTheEnd({ ...spiral(10), seed: 8 }),
  ])
  expect(second.weightsSha256).toBe(first.weightsSha256)
  expect(other.weightsSha256).not.toBe(first.weightsSha256)
})

test('an interrupted run goes on from its last checkpoint to the very weights it would have had', async () => {
  const uninterrupted = await trainToTheEnd(spiral(60))
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(60), { paused: true }))
  engine.send({ type: 'step', unit: 'epoch' })
  await engine.next('paused')
  await engine.next('paused')
  engine.send({ type: 'step', unit: 'batch' })
  engine.send({ type: 'resume' })
  engine.send({ type: 'interrupt' })
  const interrupted = await engine.next('finished')
  expect(interrupted).toMatchObject({ status: 'interrupted', metrics: null, weightsSha256: null })
  expect(interrupted.step).toBeGreaterThan(13)
  expect(interrupted.step).toBeLessThan(uninterrupted.step)
  const last = engine.checkpoint('last')!
  expect(last.step).toBe(interrupted.step)

  const next = startEngine()
  await next.next('ready')
  next.send(await startMessage(spiral(60), { checkpoint: last.bytes, seconds: last.seconds }))
  const finished = await next.next('finished')
  expect(finished.weightsSha256).toBe(uninterrupted.weightsSha256)
  expect(finished.metrics).toEqual(uninterrupted.metrics)
  expect(finished.seconds).toBeGreaterThan(interrupted.seconds)
  expect(next.checkpoint('initial')).toBeUndefined()

  const pointsOf = (process: typeof engine) =>
    process.messages.flatMap((message) => ('points' in message ? message.points : []))
  const steps = [...pointsOf(engine), ...pointsOf(next)].map(({ step, name }) => `${name} ${step}`)
  expect(new Set(steps).size).toBe(steps.length)
})

test('pause acts at once, steps go one batch or to the end of the epoch, resume goes on', async () => {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(100_000)))
  await engine.next('progress')
  const asked = performance.now()
  engine.send({ type: 'pause' })
  const paused = await engine.next('paused')
  expect(performance.now() - asked).toBeLessThan(1000)
  expect(engine.checkpoint('last')?.step).toBe(paused.step)

  engine.send({ type: 'step', unit: 'batch' })
  const oneLater = await engine.next('paused')
  expect(oneLater.step).toBe(paused.step + 1)
  engine.send({ type: 'step', unit: 'epoch' })
  const atEpoch = await engine.next('paused')
  expect(atEpoch).toMatchObject({
    epoch: Math.floor(oneLater.step / 13) + 1,
    step: 13 * (Math.floor(oneLater.step / 13) + 1),
  })

  engine.send({ type: 'resume' })
  await engine.next('resumed')
  await engine.next('progress')
  engine.send({ type: 'stop' })
  const stopped = await engine.next('finished')
  expect(stopped.status).toBe('stopped')
  expect(stopped.step).toBeGreaterThan(atEpoch.step)
  expect(stopped.metrics?.test).not.toBeNull()
  expect(stopped.weightsSha256).toMatch(/^[0-9a-f]{64}$/)
})

test('a run that is started paused trains nothing until it is told to, and hears commands sent before it was ready', async () => {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(50), { paused: true }))
  engine.send({ type: 'step', unit: 'batch' })
  expect((await engine.next('paused')).step).toBe(0)
  expect((await engine.next('paused')).step).toBe(1)
})

test('time spent paused is not time spent training', async () => {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(100_000)))
  await engine.next('progress')
  engine.send({ type: 'pause' })
  const paused = await engine.next('paused')
  await new Promise((resolve) => setTimeout(resolve, 400))
  engine.send({ type: 'step', unit: 'batch' })
  const after = await engine.next('paused')
  expect(after.seconds - paused.seconds).toBeLessThan(0.2)
})

test('a loss that is no number ends the run and leaves finite weights in the last checkpoint', async () => {
  const engine = startEngine()
  await engine.next('ready')
  const experiment = parseExperiment({
    version: 1,
    name: 'too fast',
    dataset: { name: 'inline', inputs: [[1], [2], [3]], targets: [[2], [4], [6.5]] },
    network: { layers: [{ type: 'dense', units: 1 }] },
    loss: 'half_squared_error',
    optimizer: { type: 'sgd', learningRate: 10 },
    training: { epochs: 1000, batchSize: 3 },
  })
  engine.send(await startMessage(experiment))
  const finished = await engine.next('finished')
  expect(finished).toMatchObject({ status: 'diverged', metrics: null, weightsSha256: null })
  expect(finished.reason && inEnglish(finished.reason)).toMatch(
    /(the loss became (NaN|Infinity)|a weight was no longer a finite number) .*; try a smaller learning rate/,
  )
  const { parameters } = decodeCheckpoint(engine.checkpoint('last')!.bytes)
  expect(parameters.every(({ values }) => values.every(Number.isFinite))).toBe(true)
})

test('checkpoints are kept every so many epochs, under the epoch’s name', async () => {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(7, { checkpointEvery: 3 })))
  await engine.next('finished')
  expect(engine.checkpoint('epoch:3')).toMatchObject({ epoch: 3, step: 39 })
  expect(engine.checkpoint('epoch:6')).toMatchObject({ epoch: 6, step: 78 })
  expect(engine.checkpoint('epoch:7')).toBeUndefined()
})

test('ten thousand improving epochs make a few messages, not ten thousand checkpoints', async () => {
  const engine = startEngine()
  await engine.next('ready')
  const experiment = parseExperiment({
    version: 1,
    name: 'many epochs',
    dataset: { name: 'xor' },
    network: {
      layers: [{ type: 'dense', units: 3 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }],
    },
    loss: 'binary_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.1 },
    training: { epochs: 10_000, batchSize: 4, precision: 'float64' },
  })
  engine.send(await startMessage(experiment))
  const { seconds } = await engine.next('finished')
  const checkpoints = engine.messages.flatMap((message) => ('checkpoints' in message ? message.checkpoints : []))
  expect(checkpoints.length).toBeLessThan(4 + 2 * (seconds / 2 + 1))
  expect(engine.messages.length).toBeLessThan(6 + seconds * 10 + 10)
})

test('other data than the run was made for is refused in words', async () => {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(5), { dataSha256: 'another' }))
  const failed = await engine.next('failed')
  expect(failed).toMatchObject({ type: 'failed', kind: 'input' })
  expect(inEnglish(failed.message)).toBe(
    'dataset: is not the data the run was made for; bring that data back, or start a new run',
  )
})

test('the process ends by itself when its host is gone', async () => {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(100_000)))
  await engine.next('progress')
  engine.child.disconnect()
  expect(await exitOf(engine.child)).toBe(0)
})

test('Ctrl-C in the terminal, which reaches every process, leaves the decision to the host', async () => {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(spiral(100_000)))
  await engine.next('progress')
  engine.child.kill('SIGINT')
  engine.child.kill('SIGTERM')
  engine.send({ type: 'interrupt' })
  expect((await engine.next('finished')).status).toBe('interrupted')
})
