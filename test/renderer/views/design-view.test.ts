import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { starterExperiment } from '../../../src-renderer/design/starter.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { useDesign } from '../../../src-renderer/stores/design.ts'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'
import DesignView from '../../../src-renderer/views/design/DesignView.vue'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import { verbatim } from '../../../src-engine/sentence.ts'

function lab(): FakeLab {
  const fake = createFakeLab()
  fake.answers.inspectDataset = () => ({
    count: 500,
    inputShape: [2],
    targetShape: [1],
    task: 'classification',
    classNames: ['outer', 'inner'],
    inputNames: ['x', 'y'],
    targetNames: null,
    vocabulary: null,
    classCounts: [250, 250],
    inputRange: { minimum: -1, maximum: 1, mean: 0 },
    targetRange: { minimum: 0, maximum: 1 },
    parts: { train: 400, validation: 50, test: 50 },
    fingerprint: { sha256: 'e'.repeat(64), count: 500, inputShape: [2], targetShape: [1] },
    preview: [],
    warnings: [],
  })
  fake.answers.startRun = () => sampleRun({ id: 'rnew' })
  return fake
}

async function mountDesign(language: Language = 'en', fake = lab()) {
  const { wrapper } = await mountView(DesignView, {}, { fake, language })
  return { wrapper, fake, design: useDesign() }
}

const cards = (wrapper: VueWrapper): string[] => wrapper.findAll('.cards .title').map((title) => title.text())
const card = (wrapper: VueWrapper, index: number) => wrapper.findAll<HTMLElement>('.face')[index]!
const button = (wrapper: VueWrapper, text: string) => wrapper.findAll('button').find((one) => one.text().includes(text))

/** The control under a label. */
function control(wrapper: VueWrapper, label: string) {
  const named = wrapper.findAll('label').find((one) => one.text() === label)
  if (!named) throw new Error(`no field ${label}`)
  return wrapper.find(`[id="${named.attributes('for')}"]`)
}

beforeEach(() => {
  localStorage.clear()
  window.location.hash = ''
  // Time stands still: the board of one test must not keep its draft while the next one opens.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => vi.useRealTimers())

describe('the stack', () => {
  it('shows every layer with its output shape and its parameters, and the sum', async () => {
    const { wrapper } = await mountDesign()
    expect(cards(wrapper)).toEqual(['Dense 8', 'Tanh', 'Dense 1', 'Sigmoid'])
    expect(card(wrapper, 0).text()).toContain('24')
    expect(card(wrapper, 0).find('.visually-hidden').text()).toBe(
      'Dense 8, puts out 8, 24 parameters, 40 FLOP per sample',
    )
    expect(wrapper.text()).toContain('33 parameters')
  })

  it('takes a layer from the palette at a click, and says so', async () => {
    const { wrapper } = await mountDesign()
    await wrapper.find('[aria-label="Add ReLU"]').trigger('click')
    expect(cards(wrapper)).toEqual(['Dense 8', 'ReLU', 'Tanh', 'Dense 1', 'Sigmoid'])
    expect(wrapper.find('.board > [aria-live=polite]').text()).toBe('ReLU added at place 2 of 5')
  })

  it('is worked by keys alone: choose, move, duplicate, remove, edit', async () => {
    const { wrapper } = await mountDesign()
    card(wrapper, 0).element.focus()
    await card(wrapper, 0).trigger('keydown', { key: 'ArrowDown', altKey: true })
    expect(cards(wrapper)).toEqual(['Dense 1', 'Sigmoid', 'Dense 8', 'Tanh'])
    await nextTick()
    expect(document.activeElement).toBe(card(wrapper, 2).element)
    await card(wrapper, 2).trigger('keydown', { key: 'd', ctrlKey: true })
    expect(cards(wrapper)).toEqual(['Dense 1', 'Sigmoid', 'Dense 8', 'Tanh', 'Dense 8', 'Tanh'])
    await nextTick()
    expect(document.activeElement).toBe(card(wrapper, 4).element)
    await card(wrapper, 4).trigger('keydown', { key: 'Delete' })
    expect(cards(wrapper)).toEqual(['Dense 1', 'Sigmoid', 'Dense 8', 'Tanh'])
    await card(wrapper, 3).trigger('keydown', { key: 'Home' })
    expect(document.activeElement).toBe(card(wrapper, 0).element)
    await card(wrapper, 0).trigger('keydown', { key: 'Enter' })
    expect(document.activeElement).toBe(control(wrapper, 'Units').element)
  })

  it('says at the broken joint what comes and what is needed, and mends it at a click', async () => {
    const { wrapper, design } = await mountDesign()
    await card(wrapper, 2).trigger('click')
    await control(wrapper, 'Units').setValue('3')
    expect(wrapper.find('.joint').text()).toContain('Actual shape 3')
    expect(wrapper.find('.joint').text()).toContain('expected shape 1')
    expect(button(wrapper, 'Train')?.attributes('disabled')).toBeDefined()
    await button(wrapper, 'Set units to 1')!.trigger('click')
    expect(wrapper.find('.joint').exists()).toBe(false)
    expect(design.problems).toEqual([])
    expect(wrapper.find('.board > [aria-live=polite]').text()).toBe('Done: Set units to 1')
  })

  it('offers a first layer where there is none', async () => {
    const { wrapper } = await mountDesign()
    for (const _ of [0, 1]) await card(wrapper, 0).trigger('keydown', { key: 'Delete' })
    expect(cards(wrapper)).toEqual([])
    await button(wrapper, 'Add an output layer: 1 × Sigmoid')!.trigger('click')
    expect(cards(wrapper)).toEqual(['Dense 1', 'Sigmoid'])
  })
})

describe('the settings', () => {
  it('change the draft as they are typed, and undo takes them back', async () => {
    const { wrapper, design } = await mountDesign()
    await control(wrapper, 'Learning rate').setValue('0.5')
    await control(wrapper, 'Epochs').setValue('7')
    expect(design.experiment.optimizer.learningRate).toBe(0.5)
    expect(design.experiment.training.epochs).toBe(7)
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }))
    await nextTick()
    expect(design.experiment.training.epochs).toBe(100)
    expect((control(wrapper, 'Epochs').element as HTMLInputElement).value).toBe('100')
  })

  it('take a momentum of 0 but none of 1', async () => {
    const { wrapper, design } = await mountDesign()
    await control(wrapper, 'Momentum').setValue('0')
    expect(design.experiment.optimizer).toMatchObject({ momentum: 0 })
    await control(wrapper, 'Momentum').setValue('1')
    expect(design.experiment.optimizer).toMatchObject({ momentum: 0 })
    expect(wrapper.text()).toContain('Must be less than 1')
  })

  it('show the settings of an initialiser once it is chosen', async () => {
    const { wrapper, design } = await mountDesign()
    await control(wrapper, 'Weight initialisation').setValue('uniform')
    await control(wrapper, 'To').setValue('0.2')
    expect(design.experiment.network.layers[0]).toMatchObject({ weightInit: { type: 'uniform', min: -0.05, max: 0.2 } })
  })

  it('begin given weights with the very numbers that would have been drawn', async () => {
    const { wrapper, design } = await mountDesign()
    await control(wrapper, 'Weight initialisation').setValue('values')
    const [layer] = design.experiment.network.layers
    const rows = layer?.type === 'dense' && layer.weightInit.type === 'values' ? layer.weightInit.values : []
    expect(rows).toHaveLength(8)
    const first = createRng(1, 'parameter', 0, 'weight')
    const limit = Math.sqrt(6 / (2 + 8))
    expect((rows[0] as number[])[0]).toBeCloseTo(limit * (2 * first.uniform() - 1), 5)
    expect(design.problems).toEqual([])
    await control(wrapper, 'Values').setValue('[[1, 2]]')
    expect(wrapper.text()).toContain('needs shape 8×2')
    await button(wrapper, 'Use Glorot uniform')!.trigger('click')
    expect(design.problems).toEqual([])
  })

  it('hide how a bias starts where there is none', async () => {
    const { wrapper } = await mountDesign()
    expect(() => control(wrapper, 'Bias initialisation')).not.toThrow()
    await control(wrapper, 'Bias').setValue(false)
    expect(() => control(wrapper, 'Bias initialisation')).toThrow()
    expect(wrapper.text()).toContain('25 parameters')
  })

  it('give the other parts of the data what training leaves', async () => {
    const { wrapper, design } = await mountDesign()
    await control(wrapper, 'Validation').setValue('25')
    expect(design.experiment.dataset.split).toEqual({ train: 0.65, validation: 0.25, test: 0.1 })
  })

  it('ask for the files of data that is read, and take one from the dialog', async () => {
    const { wrapper, design } = await mountDesign()
    await control(wrapper, 'Dataset').setValue('idx')
    expect(wrapper.findAll('[role=alert]').map((one) => one.text())).toEqual(['Choose a file', 'Choose a file'])
    await wrapper.find('[aria-label="Choose a file"]').trigger('click')
    await flushPromises()
    expect(design.experiment.dataset).toMatchObject({ images: '/data/Choose: Images', labels: '' })
  })

  it('speak Russian as a teacher does', async () => {
    const { wrapper } = await mountDesign('ru')
    for (const label of ['Скорость обучения', 'Функция потерь', 'Инициализация весов', 'Размер пакета']) {
      expect(wrapper.findAll('label').map((one) => one.text())).toContain(label)
    }
    await wrapper.find('[aria-label="Добавить: Softmax"]').trigger('click')
    await card(wrapper, 4).trigger('click')
    await wrapper.find('[aria-label="Добавить: Softmax"]').trigger('click')
    expect(wrapper.find('.joint').text()).toMatch(/[а-яё]{4}/)
    expect(wrapper.find('.joint').text()).not.toMatch(/\b(needs|the|network)\b/)
  })
})

describe('training from the drawing board', () => {
  it('starts the run and goes where it can be watched', async () => {
    const { wrapper, fake, design } = await mountDesign()
    await button(wrapper, 'Train')!.trigger('click')
    await flushPromises()
    expect(fake.requests.at(-1)).toMatchObject({ name: 'startRun', argument: { experiment: design.experiment } })
    expect(useNavigation().location).toEqual({ place: 'train', runId: 'rnew' })
  })

  it('starts by Ctrl+Enter, too', async () => {
    const { fake } = await mountDesign()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true }))
    await flushPromises()
    expect(fake.requests.at(-1)?.name).toBe('startRun')
  })

  it('says which field is half typed instead of training what stood there before, and leads to it', async () => {
    const { wrapper, design } = await mountDesign()
    await control(wrapper, 'Epochs').setValue('0')
    expect(button(wrapper, 'Train')?.attributes('disabled')).toBeDefined()
    expect(wrapper.find('#design-blocked').text()).toBe('Epochs: Must be at least 1')
    await wrapper.find('#design-blocked').trigger('click')
    expect(document.activeElement).toBe(control(wrapper, 'Epochs').element)
    await control(wrapper, 'Epochs').setValue('4')
    expect(design.blocked).toBeNull()
  })

  it('can be set as JSON too: each way shows what was changed the other way', async () => {
    const { wrapper, design } = await mountDesign()
    await wrapper.find('input[value=json]').setValue(true)
    const area = () => wrapper.find<HTMLTextAreaElement>('[aria-label="The experiment as JSON"]')
    const before = area().element.value
    await area().setValue(before.replace('"units": 8', '"units": 5'))
    expect(cards(wrapper)[0]).toBe('Dense 5')
    await area().setValue(before.replace('"units": 8', '"units": -5'))
    expect(cards(wrapper)[0]).toBe('Dense 5')
    const line = before.split('\n').findIndex((one) => one.includes('"units": 8')) + 1
    expect(wrapper.find('.mistake').text()).toContain(`Line ${line}`)
    expect(wrapper.find('#design-blocked').text()).toMatch(/^JSON · Line \d+: /)
    expect(wrapper.findAll('.line')[line - 1]?.classes()).toContain('bad')
    design.set(['seed'], 77)
    await nextTick()
    expect(area().element.value).toContain('"seed": 77')
    expect(wrapper.find('.mistake').exists()).toBe(false)
  })

  it('leads from JSON that is none to the place where it breaks', async () => {
    const { wrapper } = await mountDesign()
    await wrapper.find('input[value=json]').setValue(true)
    const area = wrapper.find<HTMLTextAreaElement>('[aria-label="The experiment as JSON"]')
    await area.setValue('{\n  "version": 1,,\n}')
    expect(wrapper.find('.mistake').text()).toContain('Not JSON: line 2, column 16')
    await wrapper.find('.mistake').trigger('click')
    expect(area.element.selectionStart).toBe(17)
  })

  it('says what the lab refused, and goes to the field it is about', async () => {
    const { wrapper, fake } = await mountDesign()
    fake.answers.startRun = () => {
      const problem = {
        path: ['training', 'epochs'],
        message: verbatim('are too many for this disk'),
        remedy: verbatim('train fewer'),
      }
      throw new FakeRefusal({ code: 'input', message: 'bad', problems: [problem] })
    }
    await button(wrapper, 'Train')!.trigger('click')
    await flushPromises()
    expect(wrapper.find('.error-banner').text()).toContain('training.epochs: are too many for this disk; train fewer')
    expect(document.activeElement).toBe(control(wrapper, 'Epochs').element)
    await control(wrapper, 'Epochs').setValue('3')
    expect(wrapper.find('.error-banner').exists()).toBe(false)
  })

  it('says beside the button why it cannot start, and leads there', async () => {
    const { wrapper } = await mountDesign()
    await control(wrapper, 'Loss').setValue('categorical_cross_entropy')
    const reason = wrapper.find('#design-blocked')
    expect(reason.text()).toBe(
      'Categorical cross-entropy needs one output per class, here is one output; use binary_cross_entropy for one output, or a squared error for measured targets',
    )
    expect(button(wrapper, 'Train')?.attributes('aria-describedby')).toBe('design-blocked')
    await reason.trigger('click')
    await nextTick()
    expect(document.activeElement).toBe(control(wrapper, 'Loss').element)
  })
})

describe('saving and opening', () => {
  const example = parseExperiment({ ...starterExperiment(), name: 'An example', seed: 42 })

  it('keeps the experiment in the lab by Ctrl+S and says so', async () => {
    const { wrapper, fake, design } = await mountDesign()
    fake.answers.saveExperiment = ({ experiment }) => {
      const saved = parseExperiment(experiment)
      return { id: 'e1', name: saved.name, updatedAt: 0, directory: null, experiment: saved }
    }
    await wrapper.find('[aria-label="Name of the experiment"]').setValue('Mine')
    expect(wrapper.text()).toContain('unsaved')
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true }))
    await flushPromises()
    expect(design.origin).toMatchObject({ savedId: 'e1', baseline: { name: 'Mine' } })
    expect(wrapper.text()).not.toContain('unsaved')
  })

  it('opens an example with its note in reach', async () => {
    const { wrapper, fake, design } = await mountDesign()
    const note = { en: 'Watch the hidden layer.', ru: 'Смотрите на скрытый слой.' }
    const text = { en: 'An example', ru: 'Пример' }
    const words = { title: text, summary: text, note, source: text }
    fake.answers.listExamples = () => [{ file: 'a.json', experiment: example, ...words }]
    fake.answers.listExperiments = () => []
    await wrapper.find('[aria-label="Open"]').trigger('click')
    await flushPromises()
    const dialog = document.querySelector<HTMLElement>('[role=dialog]')!
    expect(dialog.textContent).toContain('Watch the hidden layer.')
    dialog.querySelector<HTMLElement>('.entry')!.click()
    await flushPromises()
    expect(design.experiment.seed).toBe(42)
    expect(document.querySelector('[role=dialog]')).toBeNull()
  })

  it('opens a file with the folder its data is in', async () => {
    const { wrapper, fake, design } = await mountDesign()
    fake.answers.listExamples = () => []
    fake.answers.listExperiments = () => []
    fake.answers.openExperiment = vi.fn(() => ({ experiment: example, directory: '/data' }))
    await wrapper.find('[aria-label="Open"]').trigger('click')
    await flushPromises()
    const choose = [...document.querySelectorAll('button')].find((one) => one.textContent.includes('Open a file'))
    choose!.click()
    await flushPromises()
    expect(fake.answers.openExperiment).toHaveBeenCalledWith({ path: '/data/Open an experiment file' })
    expect(design.draft.directory).toBe('/data')
    expect(design.experiment.name).toBe('An example')
  })
})

describe('presets', () => {
  it('take the place of the network in one step, or come below the selected layer', async () => {
    const fake = lab()
    const experiment = starterExperiment()
    const words = { en: 'Preset', ru: 'Заготовка' }
    fake.answers.listExperiments = () => []
    fake.answers.listExamples = () => [
      { file: 'a.json', experiment, title: words, summary: words, note: words, source: words },
    ]
    const { wrapper, design } = await mountDesign('en', fake)
    const take = async (way: string) => {
      await button(wrapper, 'Presets…')!.trigger('click')
      await flushPromises()
      const inDialog = (text: string) =>
        [...document.querySelectorAll<HTMLElement>('[role=dialog] button, [role=dialog] label')].find((one) =>
          one.textContent.includes(text),
        )
      inDialog(way)?.click()
      await nextTick()
      inDialog('Preset')?.click()
      await flushPromises()
    }
    await take('Below the selected layer')
    expect(cards(wrapper)).toEqual(['Dense 8', 'Tanh', 'Dense 8', 'Tanh', 'Dense 1', 'Sigmoid', 'Dense 1', 'Sigmoid'])
    await take('In place of the network')
    expect(cards(wrapper)).toEqual(['Dense 8', 'Tanh', 'Dense 1', 'Sigmoid'])
    design.undo()
    await nextTick()
    expect(cards(wrapper)).toHaveLength(8)
  })
})

describe('the name of an experiment that nobody named', () => {
  it('follows its layers and is the one before after undo', async () => {
    const { design } = await mountDesign()
    design.set(['network', 'layers', 0, 'units'], 5)
    await flushPromises()
    expect(design.experiment.name).toBe('Circles 2-5-1')
    design.undo()
    await flushPromises()
    expect(design.experiment.name).toBe('Circles 2-8-1')
    expect(design.dirty).toBe(false)
  })

  it('is that of the file its data is read from, also of one file after another', async () => {
    const { design } = await mountDesign()
    const { dataset } = parseExperiment({ ...starterExperiment(), dataset: { name: 'csv', file: '/data/iris.csv' } })
    design.set(['dataset'], dataset)
    await vi.waitFor(() => {
      expect(design.experiment.name).toBe('iris 2-8-1')
    })
    design.set(['dataset'], { ...dataset, file: 'C:\\data\\wine.v2.tsv.gz' })
    await vi.waitFor(() => {
      expect(design.experiment.name).toBe('wine.v2 2-8-1')
    })
  })

  it('stays once a person gave it', async () => {
    const { design } = await mountDesign()
    design.set(['name'], 'Mine')
    design.set(['network', 'layers', 0, 'units'], 5)
    await flushPromises()
    expect(design.experiment.name).toBe('Mine')
  })
})
