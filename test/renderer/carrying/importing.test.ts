import { flushPromises } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { openInData } from '../../../src-engine/datasets/open-in-data.ts'
import { say } from '../../../src-engine/sentence.ts'
import type { FileInspection, WeightsContent } from '../../../src-main/protocol.ts'
import { useDataFile } from '../../../src-renderer/carrying/use-data-file.ts'
import { useImporting } from '../../../src-renderer/stores/importing.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { connectStores, mountView } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'

const run = sampleRun({ name: 'Moons' })
const experiment = { kind: 'experiment', present: false, experiment: { name: 'xor' }, missing: [] }
const weights: WeightsContent = { kind: 'weights', format: 'npz', own: null, tensors: [], missing: [], problems: [] }

/** A lab that takes files and finds in them what it is told to. */
function lab(content: unknown = experiment): FakeLab {
  const fake = createFakeLab()
  fake.answers.sendFile = () => ({ id: 'f1' })
  fake.answers.sendPart = () => null
  fake.answers.forgetFile = () => null
  fake.answers.cancelCarrying = () => null
  fake.answers.listExperiments = () => []
  fake.answers.listExamples = () => []
  fake.answers.inspectFile = () => ({ name: 'a file', bytes: 9, content }) as FileInspection
  fake.answers.importFile = () => ({
    kind: 'weights',
    run,
    imported: { file: 'w.npz', format: 'npz', sha256: '', run: null, checkpoint: null },
    missing: [],
  })
  return fake
}

const asked = (fake: FakeLab, name: string) =>
  fake.requests.filter((request) => request.name === name).map(({ argument }) => argument as Record<string, unknown>)

async function importing(fake: FakeLab) {
  await connectStores(fake)
  return useImporting()
}

const megabyte = 2 ** 20
const dropped = (size = 9 * megabyte, name = 'w.npz') => new File([new Uint8Array(size)], name)

test('a dropped file is sent in parts, looked at, brought in, and kept in the lab’s hands no longer', async () => {
  const fake = lab()
  const store = await importing(fake)
  await store.bring(dropped())
  expect(asked(fake, 'sendFile')).toEqual([{ name: 'w.npz', bytes: 9 * megabyte }])
  const sizes = asked(fake, 'sendPart').map(({ bytes }) => (bytes as Uint8Array).length)
  expect(sizes).toEqual([4 * megabyte, 4 * megabyte, megabyte])
  expect(asked(fake, 'inspectFile')).toMatchObject([{ file: { kind: 'sent', id: 'f1' }, destination: null }])
  expect([store.open, store.ready, store.busy]).toEqual([true, true, false])
  expect(asked(fake, 'importFile')).toEqual([])

  await store.store()
  expect(store.report).toMatchObject({ kind: 'weights', run: { name: 'Moons' } })
  expect(asked(fake, 'forgetFile')).toEqual([{ id: 'f1' }])
})

test('where the host knows its path, nothing is sent', async () => {
  const fake = lab()
  const host = { ...fake.host, pathOf: (file: File) => `/home/ada/${file.name}` }
  const store = await importing({ ...fake, host })
  await store.bring(dropped())
  expect(asked(fake, 'sendFile')).toEqual([])
  expect(asked(fake, 'inspectFile')).toMatchObject([{ file: { kind: 'path', path: '/home/ada/w.npz' } }])
})

test('weights without an experiment go into the drawing board, or into what is chosen', async () => {
  const fake = lab(weights)
  fake.answers.listExperiments = () => [
    { id: 'e1', name: 'kept', updatedAt: 0, directory: '/data', experiment: { name: 'kept' } as never },
  ]
  const store = await importing(fake)
  await store.bring(dropped(10))
  expect(store.choice).toBe('design')
  expect(asked(fake, 'inspectFile').at(-1)).toMatchObject({ destination: { kind: 'experiment', directory: null } })
  await store.aim('saved:e1')
  await store.store()
  const destination = { kind: 'experiment', experiment: { name: 'kept' }, directory: '/data' }
  expect(asked(fake, 'importFile')).toMatchObject([{ destination }])
})

test('weights go into a run by its id, and into an example by its name in the person’s language', async () => {
  const fake = lab(weights)
  const title = { en: 'A flower', ru: 'Цветок' }
  fake.answers.listExamples = () => [
    { file: 'flower.json', experiment: { name: 'flower' } as never, title, summary: title, note: title, source: title },
  ]
  const store = await importing(fake)
  await store.bring(dropped(10))
  await store.aim('run:r7')
  expect(asked(fake, 'inspectFile').at(-1)).toMatchObject({ destination: { kind: 'run', runId: 'r7' } })
  await store.aim('example:flower.json')
  await store.store()
  const destination = { kind: 'experiment', experiment: { name: 'A flower' }, directory: null }
  expect(asked(fake, 'importFile')).toMatchObject([{ destination }])
})

test('data that is not found can be pointed at, of what comes in and of an experiment that has come', async () => {
  const missing = [{ key: 'file', name: 'iris.csv', folders: false }]
  const fake = lab({ ...experiment, missing })
  const saved = { id: 'e1', name: 'xor', updatedAt: 0, directory: null, experiment: { dataset: { name: 'csv', file: 'iris.csv' } } as never } // prettier-ignore
  fake.answers.importFile = () => ({ kind: 'experiment', added: true, experiment: saved, missing })
  fake.answers.saveExperiment = ({ experiment: kept }) => ({ ...saved, experiment: kept as never })
  const store = await importing(fake)
  await store.bring(dropped(10, 'e.json'))
  await store.point('file', { title: 'iris.csv', extensions: [] })
  expect(asked(fake, 'inspectFile').at(-1)).toMatchObject({ data: { file: '/data/iris.csv' } })
  await store.store()
  expect(asked(fake, 'importFile')).toMatchObject([{ data: { file: '/data/iris.csv' } }])

  await store.point('file', { title: 'other.csv', extensions: [] })
  const experimentWithData = { dataset: { name: 'csv', file: '/data/other.csv' } }
  expect(asked(fake, 'saveExperiment')).toMatchObject([{ id: 'e1', experiment: experimentWithData }])
  expect(store.report).toMatchObject({ missing: [], experiment: { experiment: experimentWithData } })

  await store.bring(dropped(10, 'another.json'))
  expect(asked(fake, 'inspectFile').at(-1)).toMatchObject({ data: {} })
})

test('what does not fit cannot be brought in, and a file that is asked for comes first', async () => {
  const fake = lab({ ...weights, problems: [{ path: [], message: { template: 'wrong', values: {} }, remedy: { template: '', values: {} } }] }) // prettier-ignore
  const store = await importing(fake)
  await store.bring(dropped(10))
  expect(store.ready).toBe(false)
  const looks = asked(fake, 'inspectFile').length
  await store.aim('file')
  expect(store.destinationIsKnown).toBe(false)
  expect(asked(fake, 'inspectFile')).toHaveLength(looks)
  await store.chooseExperiment('Which?')
  expect(asked(fake, 'inspectFile').at(-1)).toMatchObject({ destination: { kind: 'path', path: '/data/Which?' } })
  await store.store()
  expect(asked(fake, 'importFile')).toEqual([])
})

test('what is wrong with a file is said under its name, and another can be taken', async () => {
  const fake = lab()
  fake.answers.inspectFile = () => {
    const words = (template: string) => ({ template, values: {} })
    const problems = [{ path: [], message: words('is cut off'), remedy: words('copy it again') }]
    throw new FakeRefusal({ code: 'input', message: 'is cut off', problems })
  }
  const store = await importing(fake)
  await store.bring(dropped(10, 'cut.npz'))
  expect(store.failure).toMatchObject({ code: 'input', problems: [{ path: ['cut.npz'] }] })
  expect([store.ready, store.busy, store.inspection]).toEqual([false, false, null])
  store.begin()
  expect(store.failure).toBeNull()
})

test('cancelling while it is sent ends it there, and the lab is told to let go', async () => {
  const fake = lab()
  const store = await importing(fake)
  let parts = 0
  fake.answers.sendPart = () => {
    if (++parts === 2) store.cancel()
    return null
  }
  await store.bring(dropped())
  expect(parts).toBe(2)
  expect(asked(fake, 'forgetFile')).toEqual([{ id: 'f1' }])
  expect(asked(fake, 'inspectFile')).toEqual([])
  expect([store.failure, store.busy]).toEqual([null, false])
})

test('closing while it is brought in cancels it by its ticket; what comes of it is not shown', async () => {
  const fake = lab()
  const store = await importing(fake)
  await store.bring(dropped(10))
  const waiting = Promise.withResolvers<never>()
  fake.answers.importFile = () => waiting.promise
  const stored = store.store()
  await flushPromises()
  expect(store.busy).toBe(true)
  const { ticket } = asked(fake, 'importFile')[0]!
  fake.tell({ type: 'carrying', ticket: String(ticket), progress: { stage: 'storing', share: 0.5 } })
  await flushPromises()
  expect(store.progress).toEqual({ stage: 'storing', share: 0.5 })
  store.close()
  expect(asked(fake, 'cancelCarrying').at(-1)).toEqual({ ticket })
  waiting.reject(new FakeRefusal({ code: 'conflict', message: 'It was cancelled', problems: [] }))
  await stored
  expect([store.failure, store.report, store.open, store.busy]).toEqual([null, null, false, false])
})

/** A lab that says of every file that it is a table. */
function labOfTables(): FakeLab {
  const fake = lab()
  fake.answers.inspectFile = () => {
    const problems = [{ path: [], message: say('is a table'), remedy: openInData('people.csv') }]
    throw new FakeRefusal({ code: 'input', message: '', problems })
  }
  fake.answers.keepData = () => ({ path: '/lab/dropped/people.csv' })
  return fake
}

test('data goes on to Data by its path; what was sent is kept by the lab first', async () => {
  const fake = labOfTables()
  const host = { ...fake.host, pathOf: (file: File) => `/home/ada/${file.name}` }
  const known = await importing({ ...fake, host })
  await known.bring(dropped(10, 'people.csv'))
  expect(known.isData).toBe(true)
  expect(await known.leaveAsData()).toEqual({ path: '/home/ada/people.csv', isKept: false })
  expect([known.open, known.failure, asked(fake, 'keepData')]).toEqual([false, null, []])

  const sent = await importing(fake)
  await sent.bring(dropped(10, 'people.csv'))
  expect(await sent.leaveAsData()).toEqual({ path: '/lab/dropped/people.csv', isKept: true })
  expect([asked(fake, 'keepData'), asked(fake, 'forgetFile')]).toEqual([[{ id: 'f1' }], [{ id: 'f1' }]])
})

test('data that cannot be kept says so and stays at hand', async () => {
  const fake = labOfTables()
  fake.answers.keepData = () => {
    throw new FakeRefusal({ code: 'input', message: 'the disk is full', problems: [] })
  }
  const store = await importing(fake)
  await store.bring(dropped(10, 'people.csv'))
  expect(await store.leaveAsData()).toBeNull()
  expect([store.open, store.failure?.sentence.template]).toEqual([true, 'the disk is full'])
})

test('dropped data opens in Data at once, and where it lies is told', async () => {
  const fake = labOfTables()
  fake.answers.recognizeData = () => {
    throw new FakeRefusal({ code: 'input', message: 'asked', problems: [] })
  }
  const Dropping = defineComponent(() => {
    const { bring } = useDataFile()
    return () => h('button', { onClick: () => bring(dropped(10, 'people.csv')) })
  })
  const { wrapper } = await mountView(Dropping, {}, { fake })
  await wrapper.get('button').trigger('click')
  await vi.waitFor(() => expect(asked(fake, 'recognizeData')).toEqual([{ path: '/lab/dropped/people.csv' }]))
  await flushPromises()
  expect(useImporting().open).toBe(false)
  expect(useNotices().toasts.map(({ text }) => text)).toEqual(['Kept in the lab’s folder: /lab/dropped/people.csv'])
})
