import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, encode } from '@msgpack/msgpack'
import { createBirpc } from 'birpc'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { ensureBuilt } from '../../scripts/ensure-built.mjs'
import { forkEngine } from '../../src-main/core/fork-engine.ts'
import { openLab } from '../../src-main/core/lab.ts'
import type { LabFunctions, NumberedEvent, ViewFunctions } from '../../src-main/protocol.ts'
import { serveLab } from '../../src-main/web/server.ts'
import { xorExperiment } from '../support/xor-experiment.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

const root = join(import.meta.dirname, '../..')

beforeAll(async () => {
  expect(await ensureBuilt()).toBe(true)
}, 180_000)

test('a page of the browser trains a network in the real lab, watches it, and gets its weights', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'backprop-lab-'))
  const lab = openLab({
    database: join(folder, 'lab.sqlite'),
    resources: join(root, 'resources'),
    spawnEngine: forkEngine(join(root, 'out/main/engine.js')),
    electronVersion: null,
  })
  const served = await serveLab({ lab, port: 0, rendererDirectory: join(root, 'out/renderer') })
  onTestFinished(async () => {
    await served.close()
    await lab.close()
    await rm(folder, { recursive: true })
  })

  const arrival = await fetch(served.url, { redirect: 'manual' })
  const cookie = arrival.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const page = await fetch(new URL('/', served.url), { headers: { cookie } })
  expect(await page.text()).toContain('<title>Backprop Lab</title>')

  const { host, origin } = new URL(served.url)
  const socket = new WebSocket(`ws://${host}/socket`, { origin, headers: { cookie } })
  await new Promise((resolve) => socket.once('open', resolve))
  const events: NumberedEvent[] = []
  const view = createBirpc<LabFunctions, ViewFunctions>(
    { event: (event) => void events.push(event) },
    {
      post: (data: Uint8Array) => socket.send(data),
      on: (listener) => void socket.on('message', listener),
      serialize: (message) => encode(message, { ignoreUndefined: true }),
      deserialize: (data: Buffer) => decode(new Uint8Array(data)),
    },
  )
  expect(await view.request('connect', { after: null })).toMatchObject({ ok: true, value: { kind: 'snapshot' } })
  const started = await view.request('startRun', { experiment: xorExperiment(500), directory: null, paused: false })
  expect(started).toMatchObject({ ok: true, value: { architecture: '2-4-1', parameterCount: 17 } })

  const ended = await vi.waitFor(
    () => {
      const last = events.findLast(({ event }) => event.type === 'run')
      expect(last).toMatchObject({ event: { run: { status: 'completed', step: 500 } } })
      return last
    },
    { timeout: 15_000 },
  )
  expect(ended).toMatchObject({ event: { run: { metrics: { train: { accuracy: 1 } } } } })
  const points = events.flatMap(({ event }) => (event.type === 'progress' ? event.progress.points : []))
  const losses = points.filter(({ name }) => name === 'train.loss').map(({ value }) => value)
  expect(losses.at(-1)).toBeLessThan(0.1 * (losses[0] ?? NaN))

  const runId = ended?.event.type === 'run' ? ended.event.run.id : ''
  const exported = await view.request('exportRun', { runId, format: 'npz', checkpoint: 'last', fileName: null })
  if (!exported.ok) throw new Error(inEnglish(exported.error.message))
  const { bytes } = (exported.value as { files: { bytes: Uint8Array }[] }).files[0]!
  // A ZIP archive, byte by byte as it was made.
  expect([...bytes.subarray(0, 4)]).toEqual([0x50, 0x4b, 3, 4])
})
