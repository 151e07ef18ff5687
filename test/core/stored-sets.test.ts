import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { inEnglish } from '../../src-engine/sentence.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { ranged, standInSets, type StandInSets } from '../support/stand-in-sets.ts'
import { openTestLab, type TestLab } from './temporary-lab.ts'

interface Opened {
  readonly lab: TestLab
  readonly web: StandInSets
  readonly folder: string
}

async function open(): Promise<Opened> {
  const folder = temporaryFolder()
  vi.stubEnv('BACKPROP_LAB_DATA', folder)
  const web = await standInSets()
  onTestFinished(() => {
    vi.unstubAllEnvs()
    web.close()
  })
  return { lab: openTestLab({ sets: web.sets }), web, folder: join(folder, 'mnist') }
}

/** The state in which a download comes to its end. */
const ended = (lab: TestLab) =>
  lab.until((event) => (event.type === 'storedSet' && event.state.status !== 'running' ? event.state : null))

async function stateOf(lab: TestLab) {
  const states = await lab.ask('listStoredSets', {})
  return states.find(({ set }) => set === 'mnist')!
}

test('a set is told of before it is here, comes by one request, and is data at once', async () => {
  const { lab, web, folder } = await open()
  const size = web.sets.mnist.files.reduce((sum, { bytes }) => sum + bytes, 0)
  expect(await stateOf(lab)).toMatchObject({ totalBytes: size, bytes: 0, status: 'idle', failure: null })
  expect((await lab.ask('startDownload', { set: 'mnist' })).status).toBe('running')
  expect(await ended(lab)).toMatchObject({ set: 'mnist', bytes: size, status: 'present', failure: null })
  expect(readdirSync(folder).length).toBe(4)
  expect(await stateOf(lab)).toMatchObject({ status: 'present', bytes: size })
  const where = { dataset: { name: 'mnist', part: 'test' }, seed: 1, directory: null }
  expect(await lab.ask('inspectDataset', where)).toMatchObject({ count: 60, inputShape: [1, 28, 28] })
})

test('how far it is and where it comes from is told while it goes on, whoever asks again', async () => {
  const { lab, web } = await open()
  web.answer = (_request, response, content) => {
    response.writeHead(200)
    response.write(content.subarray(0, 10))
  }
  await lab.ask('startDownload', { set: 'mnist' })
  const state = await lab.until((event) =>
    event.type === 'storedSet' && event.state.bytes === 10 ? event.state : null,
  )
  expect(state).toMatchObject({ status: 'running', file: 'train-images-idx3-ubyte.gz' })
  expect(state.mirror).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sets\/train-images/)
  // Asked for once more, it is not begun twice.
  await lab.ask('startDownload', { set: 'mnist' })
  expect(web.asked).toEqual(['train-images-idx3-ubyte.gz whole'])
})

test('what was cancelled is kept, and goes on where it was', async () => {
  const { lab, web, folder } = await open()
  web.answer = (_request, response, content) => {
    response.writeHead(200)
    response.write(content.subarray(0, 100))
  }
  await lab.ask('startDownload', { set: 'mnist' })
  await lab.until((event) => (event.type === 'storedSet' && event.state.bytes === 100 ? event.state : null))
  expect(await lab.ask('cancelDownload', { set: 'mnist' })).toMatchObject({ status: 'idle', bytes: 100, failure: null })
  expect(existsSync(join(folder, 'train-images-idx3-ubyte.gz.part'))).toBe(true)
  web.answer = ranged
  await lab.ask('startDownload', { set: 'mnist' })
  await lab.until((event) => (event.type === 'storedSet' && event.state.status === 'present' ? true : null))
  expect(web.asked[1]).toBe('train-images-idx3-ubyte.gz bytes=100-')
})

test('where nothing can be had, every address says why, until it is tried again', async () => {
  const { lab, web } = await open()
  web.answer = (_request, response) => response.writeHead(503).end()
  await lab.ask('startDownload', { set: 'mnist' })
  const { failure, status } = await ended(lab)
  expect([status, failure?.file]).toEqual(['idle', 'train-images-idx3-ubyte.gz'])
  expect(failure?.mirrors.map(({ reason }) => inEnglish(reason))).toEqual(['it answers 503 Service Unavailable'])
  expect((await stateOf(lab)).failure).toEqual(failure)
  web.close()
  await lab.ask('startDownload', { set: 'mnist' })
  const offline = await lab.until((event) => {
    const reason = event.type === 'storedSet' ? event.state.failure?.mirrors[0]?.reason : undefined
    return reason && inEnglish(reason).includes('ECONNREFUSED') ? inEnglish(reason) : null
  })
  expect(offline).toBe('it cannot be reached (ECONNREFUSED)')
})

test('sets to download are on the list of data before they are here', async () => {
  const { lab } = await open()
  const known = await lab.ask('listDatasets', { opened: [] })
  const stored = known.filter(({ group }) => group === 'stored')
  expect(stored.map(({ dataset, files }) => [dataset.name === 'mnist' && dataset.set, files[0]?.bytes])).toEqual([
    ['mnist', null],
    ['fashion-mnist', null],
  ])
})
