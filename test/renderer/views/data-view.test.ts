import { verbatim } from '../../../src-engine/sentence.ts'
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { datasetSchema } from '../../../src-engine/datasets/index.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { examineDataset } from '../../../src-main/core/inspect-dataset.ts'
import type { DatasetSpec, KnownDataset } from '../../../src-main/protocol.ts'
import { askAfter, tellAfter } from '../../../src-renderer/data/use-look.ts'
import { datasetCatalog, entryOf } from '../../../src-renderer/design/catalog.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import { useDesign } from '../../../src-renderer/stores/design.ts'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'
import { useRunsTable } from '../../../src-renderer/stores/runs-table.ts'
import DataView from '../../../src-renderer/views/data/DataView.vue'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'

function known(name: DatasetSpec['name'], changes: Partial<KnownDataset> = {}): KnownDataset {
  return {
    id: name,
    group: 'generated',
    dataset: entryOf(datasetCatalog, name).fresh(),
    seed: 1,
    directory: null,
    files: [],
    fingerprint: null,
    runIds: [],
    experiments: [],
    example: null,
    ...changes,
  }
}

const mnist = known('idx', {
  id: 'idx-1a2b3c4d',
  group: 'files',
  dataset: { ...entryOf(datasetCatalog, 'idx').fresh(), images: 'images', labels: 'labels' } as DatasetSpec,
  directory: '/data',
  files: [
    { key: 'images', path: '/data/images', bytes: 47_000_016 },
    { key: 'labels', path: '/data/labels', bytes: null },
  ],
})

/** A lab that knows some data and examines it as the real one does. */
function lab(): FakeLab {
  const fake = createFakeLab([sampleRun({ id: 'r1' }), sampleRun({ id: 'r2' })])
  fake.answers.listDatasets = () => [known('people'), known('moons', { runIds: ['r2'] }), mnist]
  fake.answers.examineDataset = ({ dataset, seed, directory }) => {
    if ((dataset as DatasetSpec).name !== 'idx') return examineDataset(dataset, seed, directory)
    const problem = {
      path: ['dataset', 'labels'],
      message: verbatim('there is no file /data/labels'),
      remedy: verbatim('put it there'),
    }
    throw new FakeRefusal({ code: 'input', message: '', problems: [problem] })
  }
  fake.answers.cancelExamination = () => null
  return fake
}

async function mountData(
  dataset: string,
  { fake = lab(), language = 'en' }: { fake?: FakeLab; language?: Language } = {},
) {
  window.location.hash = `#/data/${dataset}`
  const { wrapper } = await mountView(DataView, {}, { fake, language })
  await settle()
  return { wrapper, fake }
}

/** Until the lab has been asked about the data and has answered. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(askAfter)
  await flushPromises()
  await vi.advanceTimersByTimeAsync(0)
  await flushPromises()
}

const asked = (fake: FakeLab, name: string) => fake.requests.filter((request) => request.name === name)
const button = (wrapper: VueWrapper, text: string) => wrapper.findAll('button').find((one) => one.text() === text)!
const section = (wrapper: VueWrapper, title: string) =>
  wrapper.findAll('.section').find((one) => one.find('h3').text() === title)!
const options = (wrapper: VueWrapper) => wrapper.findAll('[role=option]')

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})

afterEach(() => {
  vi.useRealTimers()
  window.location.hash = ''
})

describe('the list of data', () => {
  it('shows what is on the drawing board first, then the rest by where it comes from', async () => {
    const { wrapper } = await mountData('moons')
    expect(wrapper.findAll('.group').map((one) => one.text())).toEqual(['In Design now', 'Generated', 'Files'])
    expect(options(wrapper).map((one) => one.find('.name').text())).toEqual([
      'Circles',
      'Four people',
      'Moons',
      'images',
    ])
    expect(wrapper.find('[aria-selected=true]').text()).toBe('Moons1 run 500 × 2 · Classes')
    expect(options(wrapper)[3]!.text()).toContain('File missing')
  })

  it('goes with the arrow keys, and no further than its ends', async () => {
    const { wrapper } = await mountData('moons')
    const list = wrapper.find('[role=listbox]')
    const at = () => useNavigation().location.dataset
    await list.trigger('keydown', { key: 'ArrowUp' })
    expect(at()).toBe('people')
    await list.trigger('keydown', { key: 'End' })
    await list.trigger('keydown', { key: 'ArrowDown' })
    expect(at()).toBe('idx-1a2b3c4d')
    expect(list.attributes('aria-activedescendant')).toBe(options(wrapper)[3]!.attributes('id'))
    await list.trigger('keydown', { key: 'Home' })
    expect(at()).toBe('design')
  })

  it('is searched by name, kind and path, and says when nothing is found', async () => {
    const { wrapper } = await mountData('moons')
    const search = wrapper.find('input[type=search]')
    await search.setValue('/data/')
    expect(options(wrapper).map((one) => one.find('.name').text())).toEqual(['images'])
    await search.setValue('generated moo')
    expect(options(wrapper)).toHaveLength(1)
    await search.setValue('nothing like it')
    expect(wrapper.text()).toContain('No dataset matches “nothing like it”.')
    await button(wrapper, 'Clear the search').trigger('click')
    expect(options(wrapper)).toHaveLength(4)
  })
})

describe('a look at data', () => {
  it('tells facts, balance, ranges and the first rows', async () => {
    const { wrapper } = await mountData('moons')
    const facts = section(wrapper, 'Facts').text()
    expect(facts).toContain('Samples500')
    expect(facts).toContain('Training 400 · Validation 50 · Test 50')
    expect(facts).toContain('Used by1 run')
    expect(
      section(wrapper, 'Class balance')
        .findAll('tbody tr')
        .map((row) => row.text()),
    ).toEqual(['upper 25050.00%', 'lower 25050.00%'])
    expect(section(wrapper, 'The first samples').findAll('tbody tr')).toHaveLength(50)
    expect(
      section(wrapper, 'Range of each column')
        .findAll('tbody th')
        .map((one) => one.text()),
    ).toEqual(['x', 'y'])
    expect(section(wrapper, 'Warnings').text()).toContain('Nothing was found')
  })

  it('names what would spoil training, with its evidence and what to do, in Russian too', async () => {
    const { wrapper } = await mountData('people')
    const warning = section(wrapper, 'Warnings').text()
    expect(warning).toContain('1 of 2 inputs is far from −1 … 1 and is not scaled: weight − 135 lb.')
    expect(warning).toContain('It reaches from −15 to 25')
    wrapper.unmount()
    const russian = await mountData('people', { language: 'ru' })
    expect(section(russian.wrapper, 'Предупреждения').text()).toContain(
      'Значения — от −15 до 25, стандартное отклонение — 15,71',
    )
  })

  it('follows a changed parameter after a moment, and takes it back', async () => {
    const { wrapper, fake } = await mountData('moons')
    const noise = wrapper.findAll('input').find((one) => one.element.value === '0.07')!
    await noise.setValue('0.3')
    await settle()
    expect(asked(fake, 'examineDataset').at(-1)?.argument).toMatchObject({ dataset: { name: 'moons', noise: 0.3 } })
    await button(wrapper, 'Reset').trigger('click')
    await settle()
    expect(asked(fake, 'examineDataset').at(-1)?.argument).toMatchObject({ dataset: { name: 'moons', noise: 0.07 } })
    // The drawing board is another place.
    expect(useDesign().experiment.dataset.name).toBe('circles')
  })

  it('of data whose file is gone says which, and what to do', async () => {
    const { wrapper } = await mountData('idx-1a2b3c4d')
    expect(wrapper.find('[role=alert]').text()).toContain('there is no file /data/labels; put it there')
    expect(wrapper.text()).toContain('Put the files back where they were')
    expect(section(wrapper, 'Facts').text()).toContain('/data/labels there is no such file')
    expect(button(wrapper, 'New experiment with this data').attributes('disabled')).toBeDefined()
  })

  it('of data that is there and wrong says nothing of files that are gone', async () => {
    const fake = lab()
    fake.answers.listDatasets = () => [{ ...mnist, files: mnist.files.map((file) => ({ ...file, bytes: 9 })) }]
    const { wrapper } = await mountData('idx-1a2b3c4d', { fake })
    expect(wrapper.find('[role=alert]').text()).toContain('there is no file /data/labels')
    expect(wrapper.text()).not.toContain('Put the files back')
  })

  it('of data the lab does not know says so', async () => {
    const { wrapper } = await mountData('text-00000000')
    expect(wrapper.text()).toContain('This dataset is no longer in the lab.')
  })
})

describe('data that takes its time', () => {
  it('tells how far it is after a moment, and can be cancelled and examined again', async () => {
    const fake = lab()
    fake.answers.examineDataset = () => new Promise(() => undefined)
    const { wrapper } = await mountData('moons', { fake })
    expect(wrapper.find('progress').exists()).toBe(false)
    await vi.advanceTimersByTimeAsync(tellAfter)
    expect(wrapper.text()).toContain('Loading the data')
    const { ticket } = asked(fake, 'examineDataset').at(-1)!.argument as { ticket: string }
    const tell = async (share: number) => {
      fake.tell({ type: 'examining', ticket, progress: { stage: 'checking', share } })
      await flushPromises()
    }
    await tell(0.1)
    fake.tell({ type: 'examining', ticket: 'another', progress: { stage: 'checking', share: 0.9 } })
    await flushPromises()
    expect(wrapper.find('progress').attributes('value')).toBe('0.1')
    await vi.advanceTimersByTimeAsync(3000)
    await tell(0.25)
    expect(wrapper.find('.progress').text()).toContain('left')

    await button(wrapper, 'Cancel').trigger('click')
    expect(asked(fake, 'cancelExamination').at(-1)?.argument).toEqual({ ticket })
    expect(wrapper.text()).toContain('The examination was cancelled.')
    await button(wrapper, 'Examine again').trigger('click')
    await settle()
    expect(asked(fake, 'examineDataset')).toHaveLength(2)
  })

  it('is let go of when a person goes on to other data', async () => {
    const fake = lab()
    fake.answers.examineDataset = () => new Promise(() => undefined)
    await mountData('moons', { fake })
    useNavigation().go('data', 'people')
    await settle()
    const [first] = asked(fake, 'examineDataset')
    expect(asked(fake, 'cancelExamination').map(({ argument }) => argument)).toEqual([
      { ticket: (first?.argument as { ticket: string }).ticket },
    ])
  })
})

describe('what is done with data', () => {
  it('puts it into the experiment in Design, files by their full paths, and undo takes it back', async () => {
    const { wrapper } = await mountData('idx-1a2b3c4d')
    await button(wrapper, 'Use in Design').trigger('click')
    const design = useDesign()
    expect(useNavigation().location.place).toBe('design')
    expect(design.experiment.dataset).toMatchObject({ name: 'idx', images: '/data/images', labels: '/data/labels' })
    design.undo()
    expect(design.experiment.dataset.name).toBe('circles')
  })

  it('begins a new experiment that fits it', async () => {
    const { wrapper } = await mountData('people')
    await button(wrapper, 'New experiment with this data').trigger('click')
    const { experiment } = useDesign()
    expect(experiment.dataset.name).toBe('people')
    expect(parseExperiment(experiment).name).toBe('Four people, starter')
  })

  it('shows its runs and no others', async () => {
    const { wrapper } = await mountData('moons')
    await button(wrapper, 'Show runs').trigger('click')
    const table = useRunsTable()
    expect(useNavigation().location.place).toBe('runs')
    expect(table.shown.map(({ id }) => id)).toEqual(['r2'])
    table.clearFilters()
    expect(table.shown).toHaveLength(2)
  })

  it('opens images with the labels beside them, remembers them, and forgets them when told to', async () => {
    const fake = lab()
    const files = { images: '/sets/train-images-idx3-ubyte', labels: '/sets/train-labels-idx1-ubyte' }
    const dataset = datasetSchema.parse({ name: 'idx', ...files })
    fake.answers.recognizeData = () => ({ kind: 'data', dataset })
    const chooseFile = vi.fn(() => Promise.resolve('/sets/train-images-idx3-ubyte'))
    fake.host.chooseFile = chooseFile
    fake.answers.listDatasets = ({ opened }) =>
      opened.map(({ dataset }) => {
        const { images, labels } = dataset as { images: string; labels: string }
        const files = [
          { key: 'images', path: images, bytes: 1 },
          { key: 'labels', path: labels, bytes: 1 },
        ]
        return { ...mnist, dataset: dataset as DatasetSpec, directory: null, files }
      })
    const { wrapper } = await mountData('design', { fake })
    await button(wrapper, 'Open').trigger('keydown', { key: 'Enter' })
    await settle()
    document.querySelector<HTMLElement>('[role=menuitem]')?.click()
    await settle()
    expect(chooseFile).toHaveBeenCalledTimes(1)
    expect(useNavigation().location.dataset).toBe('idx-1a2b3c4d')
    expect(section(wrapper, 'Facts').text()).toContain('/sets/train-labels-idx1-ubyte')
    expect(localStorage.getItem('backprop-lab.opened-data')).toContain('/sets/train-images-idx3-ubyte')

    await wrapper.find('[aria-label="Remove from the list"]').trigger('click')
    await settle()
    expect(options(wrapper)).toHaveLength(1)
    expect(localStorage.getItem('backprop-lab.opened-data')).toBe('[]')
  })
})
