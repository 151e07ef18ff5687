import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import { useDesign } from '../../../src-renderer/stores/design.ts'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { usePreferences } from '../../../src-renderer/stores/preferences.ts'
import { useSelection } from '../../../src-renderer/stores/selection.ts'
import RunsView from '../../../src-renderer/views/runs/RunsView.vue'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleDetails, sampleRun } from '../support/sample-runs.ts'

const accuracy = (test: number) => ({ train: null, validation: null, test: { loss: 1 - test, accuracy: test } })

const three = () => [
  sampleRun({ id: 'a', number: 1, name: 'First', metrics: accuracy(0.9) }),
  sampleRun({ id: 'b', number: 2, name: 'Second', metrics: accuracy(0.7), status: 'stopped' }),
  sampleRun({ id: 'c', number: 3, name: 'Third', metrics: accuracy(0.8) }),
]

/** A lab that keeps what it deletes, as the real one does. */
function lab(runs = three()): FakeLab {
  const fake = createFakeLab(runs)
  const find = (id: string) => runs.find((run) => run.id === id)!
  fake.answers.deleteRun = () => null
  fake.answers.restoreRun = ({ runId }) => find(runId)
  fake.answers.renameRun = ({ runId, name }) => ({ ...find(runId), name })
  fake.answers.getRun = ({ runId }) => ({
    ...sampleDetails(find(runId)),
    experiment: { ...sampleDetails(find(runId)).experiment, seed: 77 },
  })
  return fake
}

async function mountRuns(fake = lab(), language: Language = 'en') {
  localStorage.setItem('backprop-lab.preferences', JSON.stringify({ language, theme: 'light' }))
  const { wrapper } = await mountView(RunsView, {}, { fake, language })
  await flushPromises()
  expect(usePreferences().preferences.language).toBe(language)
  return { wrapper, fake }
}

const names = (wrapper: VueWrapper): string[] => wrapper.findAll('.open').map((one) => one.text())
const head = (wrapper: VueWrapper, label: string) => wrapper.find(`thead [title="${label}"]`)
const button = (wrapper: VueWrapper, text: string) => wrapper.findAll('button').find((one) => one.text() === text)!
const tick = (wrapper: VueWrapper, index: number) => wrapper.findAll('tbody input[type=checkbox]')[index]!
const asked = (fake: FakeLab, name: string): unknown[] =>
  fake.requests.filter((request) => request.name === name).map(({ argument }) => argument)

/** Opens the menu of a row and chooses from it. */
async function choose(wrapper: VueWrapper, row: number, label: string): Promise<void> {
  await wrapper.findAll('[data-cell=menu]')[row]!.trigger('click')
  await flushPromises()
  const item = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((one) =>
    one.textContent.startsWith(label),
  )!
  item.click()
  await flushPromises()
}

beforeEach(() => {
  localStorage.clear()
  window.location.hash = '#/runs'
  // Nothing has a size here; the table draws the rows that its window has room for.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(640)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1100)
})
afterEach(() => vi.restoreAllMocks())

describe('the table of runs', () => {
  it('opens the report of a run by that name in its menu, and weights by theirs', async () => {
    const { wrapper } = await mountRuns()
    await choose(wrapper, 0, 'Report')
    const dialog = () => document.querySelector<HTMLElement>('[role=dialog]')!
    expect(dialog().textContent).toContain('Report of the run')
    expect(dialog().textContent).toContain('#3 Third')
    ;[...dialog().querySelectorAll('button')].find((one) => one.textContent.trim() === 'Cancel')!.click()
    await flushPromises()
    await choose(wrapper, 1, 'Export weights')
    expect(dialog().textContent).toContain('Export weights')
    expect(dialog().textContent).toContain('#2 Second')
  })

  it('shows the newest first, with final scores', async () => {
    const { wrapper } = await mountRuns()
    expect(names(wrapper)).toEqual(['Third', 'Second', 'First'])
    expect(wrapper.find('tbody tr').text()).toContain('80.00%')
  })

  it('sorts by a column, and the other way round at the second press', async () => {
    const { wrapper } = await mountRuns()
    await head(wrapper, 'Accuracy, test').trigger('click')
    expect(names(wrapper)).toEqual(['First', 'Third', 'Second'])
    expect(head(wrapper, 'Accuracy, test').element.closest('th')?.getAttribute('aria-sort')).toBe('descending')
    await head(wrapper, 'Accuracy, test').trigger('click')
    expect(names(wrapper)).toEqual(['Second', 'Third', 'First'])
  })

  it('filters by words and by status, and says how many are shown', async () => {
    const { wrapper } = await mountRuns()
    await wrapper.find('input[type=search]').setValue('ir')
    expect(names(wrapper)).toEqual(['Third', 'First'])
    expect(wrapper.text()).toContain('2 of 3 runs')
    await wrapper.find('input[type=search]').setValue('')
    await button(wrapper, 'Stopped 1').trigger('click')
    expect(names(wrapper)).toEqual(['Second'])
    await wrapper.find('[aria-label="Clear the filters"]').trigger('click')
    expect(names(wrapper)).toHaveLength(3)
  })

  it('finds runs by a setting, which it asks the lab for once', async () => {
    const { wrapper, fake } = await mountRuns()
    fake.answers.listRunSettings = ({ runIds }) =>
      runIds.map((runId) => ({
        runId,
        settings: { 'training.epochs': 5, 'optimizer.momentum': runId === 'b' ? 0.9 : 0 },
      }))
    await wrapper.find('input[type=search]').setValue('momentum=0.9')
    await flushPromises()
    expect(names(wrapper)).toEqual(['Second'])
    await wrapper.find('input[type=search]').setValue('momentum<0.5')
    await flushPromises()
    expect(names(wrapper)).toEqual(['Third', 'First'])
    expect(asked(fake, 'listRunSettings')).toEqual([{ runIds: ['c', 'b', 'a'] }])
  })

  it('groups its rows under headings that can be closed', async () => {
    const { wrapper } = await mountRuns()
    await wrapper.find('.grouping select').setValue('status')
    expect(wrapper.findAll('.group-head').map((one) => one.text())).toEqual(['Completed2', 'Stopped1'])
    expect(names(wrapper)).toEqual(['Third', 'First', 'Second'])
    await wrapper.find('.group-head').trigger('click')
    expect(wrapper.find('.group-head').attributes('aria-expanded')).toBe('false')
    expect(names(wrapper)).toEqual(['Second'])
  })

  it('says of a run under way how many epochs are done, of a whole one only how many there were', async () => {
    const whole = sampleRun({ id: 'a', number: 1, epoch: 100_000, epochs: 100_000 })
    const under = sampleRun({ id: 'b', number: 2, epoch: 1234, epochs: 100_000, status: 'stopped' })
    const { wrapper } = await mountRuns(lab([whole, under]))
    const epochs = wrapper.findAll('tbody td[title*=" / "]')
    expect(epochs.map((cell) => cell.text())).toEqual(['1,234 / 100K', '100K'])
    expect(epochs[1]?.attributes('title')).toBe('100,000 / 100,000')
  })

  it('offers the way out where nothing matches, and the way in where there is nothing', async () => {
    const { wrapper } = await mountRuns()
    await wrapper.find('input[type=search]').setValue('nothing like this')
    expect(wrapper.text()).toContain('No run matches the filters.')
    await button(wrapper, 'Clear the filters').trigger('click')
    expect(names(wrapper)).toHaveLength(3)
    wrapper.unmount()
    const empty = (await mountRuns(createFakeLab([]))).wrapper
    await button(empty, 'Design a network').trigger('click')
    expect(useNavigation().location.place).toBe('design')
  })

  it('follows what a run does', async () => {
    const { wrapper, fake } = await mountRuns()
    fake.happen({
      type: 'run',
      run: sampleRun({ id: 'd', number: 4, name: 'Fourth', status: 'running', metrics: null }),
    })
    await flushPromises()
    expect(names(wrapper)[0]).toBe('Fourth')
    fake.happen({ type: 'runDeleted', runId: 'd' })
    await flushPromises()
    expect(names(wrapper)[0]).toBe('Third')
  })

  it('says of what file the data is, and where a run came from', async () => {
    const imported = { file: 'iris.npz', format: 'npz' as const, sha256: '', run: 'r12345678', checkpoint: 'best' }
    const origin = { runId: 'r2', number: 2, name: 'Iris', checkpoint: 'last', step: 1500 }
    const { wrapper } = await mountRuns(
      lab([
        sampleRun({ id: 'a', number: 4, dataset: 'csv', source: 'C:\\data\\iris.csv', imported }),
        sampleRun({ id: 'b', number: 3, dataset: 'mnist', source: 'fashion-mnist', origin }),
        sampleRun({ id: 'c', number: 2, name: 'Iris', dataset: 'images', source: 'pets/' }),
      ]),
    )
    const [fromFile, fromRun, own] = wrapper.findAll('tbody tr')
    const data = fromFile!.findAll('td')[3]!
    expect([data.text(), data.attributes('title')]).toEqual([
      'iris.csv',
      'iris.csv · Table (CSV, TSV)\nC:\\data\\iris.csv',
    ])
    expect(fromFile!.find('.came').text()).toBe('importediris.npz')
    expect(fromFile!.find('.came').attributes('title')).toBe(
      'Imported from iris.npz\nWeights (NPZ)\nrun r12345678, checkpoint best',
    )
    expect(fromRun!.text()).toContain('Fashion-MNIST')
    expect(fromRun!.find('.came').text()).toBe('began from#2 Iris')
    expect(fromRun!.find('.came').attributes('title')).toBe('Began from run #2, Iris: checkpoint last, step 1,500')
    expect(own!.text()).toContain('pets')
    expect(own!.find('.came').exists()).toBe(false)
  })

  it('of a thousand runs draws only those in sight', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => sampleRun({ id: `r${i}`, number: i + 1, name: `Run ${i + 1}` }))
    const { wrapper } = await mountRuns(lab(many))
    expect(names(wrapper)[0]).toBe('Run 1000')
    expect(names(wrapper).length).toBeLessThan(60)
    expect(wrapper.find('table').attributes('aria-rowcount')).toBe('1002')
  })

  it('speaks Russian', async () => {
    const { wrapper } = await mountRuns(lab(), 'ru')
    expect(wrapper.text()).toContain('3 запуска')
    expect(wrapper.find('thead').text()).toContain('Функция потерь')
    expect(wrapper.find('tbody tr').text()).toContain('Нарисованные цифры')
  })
})

describe('a run in the table', () => {
  it('opens in Train at its name', async () => {
    const { wrapper } = await mountRuns()
    await wrapper.findAll('.open')[1]!.trigger('click')
    expect(useNavigation().location).toEqual({ place: 'train', runId: 'b' })
  })

  it('is renamed in its row by F2 and Enter; Escape leaves it', async () => {
    const { wrapper, fake } = await mountRuns()
    const rename = async (): Promise<void> => {
      await wrapper.findAll('.open')[0]!.trigger('keydown', { key: 'F2' })
      await new Promise((resolve) => requestAnimationFrame(resolve))
      await flushPromises()
    }
    await rename()
    const field = wrapper.find('[aria-label="New name of run 3"]')
    await field.setValue(' Better ')
    await field.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(asked(fake, 'renameRun')).toEqual([{ runId: 'c', name: 'Better' }])
    expect(names(wrapper)[0]).toBe('Better')
    await rename()
    await wrapper.find('[aria-label="New name of run 3"]').setValue('Other')
    await wrapper.find('[aria-label="New name of run 3"]').trigger('keydown', { key: 'Escape' })
    await flushPromises()
    expect(asked(fake, 'renameRun')).toHaveLength(1)
    expect(names(wrapper)[0]).toBe('Better')
  })

  it('is given tags and a note, which its row shows', async () => {
    const { wrapper, fake } = await mountRuns()
    fake.answers.tagRun = ({ runId, tags }) => ({ ...three().find(({ id }) => id === runId)!, tags })
    fake.answers.noteRun = ({ runId, note }) => ({ ...three().find(({ id }) => id === runId)!, tags: ['slow'], note })
    await choose(wrapper, 0, 'Tags and note')
    const field = document.querySelector<HTMLInputElement>('[role=dialog] input')!
    const area = document.querySelector<HTMLTextAreaElement>('[role=dialog] textarea')!
    for (const [element, text] of [[field, 'slow, slow'] as const, [area, 'look again'] as const]) {
      element.value = text
      element.dispatchEvent(new Event('input'))
    }
    await flushPromises()
    document.querySelector<HTMLFormElement>('#label-form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
    expect(asked(fake, 'tagRun')).toEqual([{ runId: 'c', tags: ['slow'] }])
    expect(asked(fake, 'noteRun')).toEqual([{ runId: 'c', note: 'look again' }])
    expect(wrapper.find('tbody tr .run-labels').text()).toMatch(/slow\s*look again/)
  })

  it('becomes a new experiment on the drawing board', async () => {
    const { wrapper } = await mountRuns()
    await choose(wrapper, 2, 'Edit as new experiment')
    expect(useDesign().experiment).toMatchObject({ name: 'First', seed: 77 })
    expect(useDesign().origin.savedId).toBeNull()
    expect(useNavigation().location.place).toBe('design')
  })

  it('is resumed where it can be, and cannot where it is complete', async () => {
    const { wrapper, fake } = await mountRuns()
    fake.answers.resumeRun = () => null
    await choose(wrapper, 0, 'Resume')
    expect(asked(fake, 'resumeRun')).toEqual([])
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    await flushPromises()
    await choose(wrapper, 1, 'Resume')
    expect(asked(fake, 'resumeRun')).toEqual([{ runId: 'b' }])
  })

  it('is deleted at once, and comes back by undo', async () => {
    const { wrapper, fake } = await mountRuns()
    await wrapper.findAll('.open')[1]!.trigger('keydown', { key: 'Delete' })
    await flushPromises()
    expect(asked(fake, 'deleteRun')).toEqual([{ runId: 'b' }])
    expect(names(wrapper)).toEqual(['Third', 'First'])
    const toast = useNotices().toasts.at(-1)
    expect(toast?.text).toBe('“Second” was deleted')
    await toast?.action?.run()
    await flushPromises()
    expect(names(wrapper)).toEqual(['Third', 'Second', 'First'])
  })
})

describe('several runs', () => {
  it('are compared in the order they are shown', async () => {
    const { wrapper } = await mountRuns()
    await tick(wrapper, 2).trigger('click')
    expect(button(wrapper, 'Compare').attributes('disabled')).toBeDefined()
    await tick(wrapper, 0).trigger('click')
    await button(wrapper, 'Compare').trigger('click')
    expect(useSelection().runIds).toEqual(['c', 'a'])
    expect(useNavigation().location.place).toBe('compare')
  })

  it('get a tag together, besides those they have', async () => {
    const runs = three().map((run) => (run.id === 'a' ? { ...run, tags: ['old'] } : run))
    const { wrapper, fake } = await mountRuns(lab(runs))
    fake.answers.tagRun = ({ runId, tags }) => ({ ...runs.find(({ id }) => id === runId)!, tags })
    await tick(wrapper, 1).trigger('click')
    await tick(wrapper, 2).trigger('click')
    await button(wrapper, 'Tag').trigger('click')
    await flushPromises()
    const field = document.querySelector<HTMLInputElement>('[role=dialog] input')!
    field.value = 'new'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    document.querySelector<HTMLFormElement>('#label-form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
    expect(asked(fake, 'tagRun')).toEqual([
      { runId: 'b', tags: ['new'] },
      { runId: 'a', tags: ['old', 'new'] },
    ])
  })

  it('are ticked as a range with Shift', async () => {
    const { wrapper } = await mountRuns()
    await tick(wrapper, 0).trigger('click')
    await tick(wrapper, 2).trigger('click', { shiftKey: true })
    expect(wrapper.find('.chosen-bar').text()).toContain('3 runs chosen')
  })

  it('are deleted together; one that the lab keeps does not hold back the others', async () => {
    const { wrapper, fake } = await mountRuns()
    fake.answers.deleteRun = ({ runId }) => {
      if (runId === 'b') throw new FakeRefusal({ code: 'conflict', message: 'It is in use.', problems: [] })
      return null
    }
    await wrapper.find('[aria-label="Choose all shown runs"]').trigger('change')
    await button(wrapper, 'Delete').trigger('click')
    await flushPromises()
    expect(names(wrapper)).toEqual(['Second'])
    expect(useNotices().toasts.at(-1)?.text).toBe('2 runs were deleted')
    expect(useNotices().failures.at(-1)?.sentence.template).toBe('It is in use.')
  })

  it('that a filter hides are left alone', async () => {
    const { wrapper, fake } = await mountRuns()
    await wrapper.find('[aria-label="Choose all shown runs"]').trigger('change')
    await wrapper.find('input[type=search]').setValue('First')
    expect(wrapper.find('.chosen-bar').text()).toContain('1 run chosen')
    await button(wrapper, 'Delete').trigger('click')
    await flushPromises()
    expect(asked(fake, 'deleteRun')).toEqual([{ runId: 'a' }])
  })
})
