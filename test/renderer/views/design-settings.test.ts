import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { datasetSchema } from '../../../src-engine/datasets/index.ts'
import type { DatasetSummary } from '../../../src-main/protocol.ts'
import { datasetCatalog, entryOf } from '../../../src-renderer/design/catalog.ts'
import { drawDataset } from '../../../src-renderer/design/data.ts'
import { inspectAfter } from '../../../src-renderer/design/use-data.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import { useDesign } from '../../../src-renderer/stores/design.ts'
import DesignView from '../../../src-renderer/views/design/DesignView.vue'
import { createFakeLab, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'

/* Every kind of setting, as a person meets it on the drawing board. */

const vocabulary = ['the', 'cat', 'dog', 'eats']

const summaries: Readonly<Record<string, Partial<DatasetSummary>>> = {
  text: {
    inputShape: [4],
    targetShape: [4],
    classNames: vocabulary,
    vocabulary,
    classCounts: [4, 2, 1, 1],
    preview: [{ input: [0, 3, -1, -1], target: [1] }],
  },
  digits: { inputShape: [1, 28, 28], targetShape: [10] },
}

function lab(): FakeLab {
  const fake = createFakeLab()
  fake.answers.inspectDataset = ({ dataset }) => ({
    count: 500,
    inputShape: [2],
    targetShape: [1],
    task: 'classification',
    classNames: null,
    inputNames: null,
    targetNames: null,
    vocabulary: null,
    classCounts: null,
    inputRange: { minimum: 0, maximum: 1, mean: 0 },
    targetRange: { minimum: 0, maximum: 1 },
    parts: { train: 400, validation: 50, test: 50 },
    fingerprint: { sha256: 'e'.repeat(64), count: 500, inputShape: [2], targetShape: [1] },
    preview: [],
    warnings: [],
    ...summaries[(dataset as { name: string }).name],
  })
  return fake
}

async function mountDesign(language: Language = 'en') {
  const { wrapper, fake } = await mountView(DesignView, {}, { fake: lab(), language })
  await settle()
  return { wrapper, fake, design: useDesign() }
}

/** Until the lab has been asked about the data and has answered. */
async function settle(): Promise<void> {
  await nextTick()
  await vi.advanceTimersByTimeAsync(inspectAfter)
  await flushPromises()
}

function control(wrapper: VueWrapper, label: string, which = 0) {
  const named = wrapper.findAll('label').filter((one) => one.text() === label)[which]
  if (!named) throw new Error(`no field ${label}`)
  return wrapper.find(`[id="${named.attributes('for')}"]`)
}

const has = (wrapper: VueWrapper, label: string): boolean =>
  wrapper.findAll('label').some((one) => one.text() === label)
const button = (wrapper: VueWrapper, text: string) => wrapper.findAll('button').find((one) => one.text().includes(text))
const cards = (wrapper: VueWrapper): string[] => wrapper.findAll('.cards .title').map((title) => title.text())

async function chooseData(wrapper: VueWrapper, name: string): Promise<void> {
  await control(wrapper, 'Dataset').setValue(name)
  await settle()
}

beforeEach(() => {
  localStorage.clear()
  window.location.hash = ''
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => vi.useRealTimers())

describe('a pair of numbers', () => {
  it('is typed as one or two, stepped together, and refused with what would be right', async () => {
    const { wrapper, design } = await mountDesign()
    await chooseData(wrapper, 'digits')
    await wrapper.find('[aria-label="Add Convolution"]').trigger('click')
    const index = design.selectedIndex
    const kernel = () => design.experiment.network.layers[index]
    const field = control(wrapper, 'Kernel')
    expect((field.element as HTMLInputElement).value).toBe('3×3')
    await field.setValue('5')
    expect(kernel()).toMatchObject({ kernel: [5, 5] })
    await field.setValue('3x7')
    expect(kernel()).toMatchObject({ kernel: [3, 7] })
    await field.trigger('keydown', { key: 'ArrowUp' })
    expect(kernel()).toMatchObject({ kernel: [4, 8] })
    await field.setValue('0')
    expect(kernel()).toMatchObject({ kernel: [4, 8] })
    expect(wrapper.text()).toContain('Write a whole number from 1 to 1,000, or rows × columns such as 3×5')
    expect(cards(wrapper)).toContain('Conv 8 · 4×8')
  })
})

describe('a setting that may be left out', () => {
  it('is a switch that reveals its control, and undefined or null while it is off', async () => {
    const { wrapper, design } = await mountDesign()
    expect(has(wrapper, 'Largest norm')).toBe(false)
    await control(wrapper, 'Clip the gradient norm').setValue(true)
    expect(design.experiment.training.clipNorm).toBe(1)
    await control(wrapper, 'Largest norm').setValue('0.5')
    expect(design.experiment.training.clipNorm).toBe(0.5)
    await control(wrapper, 'Clip the gradient norm').setValue(false)
    expect(design.experiment.training.clipNorm).toBeNull()
  })

  it('may have settings of its own', async () => {
    const { wrapper, design } = await mountDesign()
    await control(wrapper, 'Early stopping').setValue(true)
    expect(design.experiment.training.earlyStopping).toEqual({ patience: 5, minDelta: 0 })
    await control(wrapper, 'Patience').setValue('12')
    expect(design.experiment.training.earlyStopping).toEqual({ patience: 12, minDelta: 0 })
    expect(design.problems).toEqual([])
  })

  it('is not asked for where it means nothing', async () => {
    const { wrapper } = await mountDesign()
    await chooseData(wrapper, 'digits')
    await wrapper.find('[aria-label="Add Convolution"]').trigger('click')
    expect(has(wrapper, 'Padding with')).toBe(false)
    await control(wrapper, 'Padding').setValue('same')
    expect(has(wrapper, 'Padding with')).toBe(true)
  })
})

describe('the learning rate', () => {
  it('gets a schedule with settings of its own, and a picture once it changes', async () => {
    const { wrapper, design } = await mountDesign()
    expect(wrapper.find('.rate').exists()).toBe(false)
    await control(wrapper, 'Learning rate schedule').setValue('exponential')
    await control(wrapper, 'Factor per epoch').setValue('0.9')
    expect(design.experiment.optimizer.schedule).toEqual({ type: 'exponential', decay: 0.9 })
    expect(wrapper.find('.rate .curve').attributes('d')).toMatch(/^M0\.0 0\.0L/)
    expect(wrapper.find('.rate svg').attributes('aria-label')).toContain('over 100 epochs: at most 0.1')
  })

  it('becomes the usual one of another optimiser', async () => {
    const { wrapper, design } = await mountDesign()
    await control(wrapper, 'Optimiser').setValue('adam')
    expect(design.experiment.optimizer).toMatchObject({ type: 'adam', learningRate: 0.001 })
    expect(has(wrapper, 'Decay β₁')).toBe(true)
    expect(has(wrapper, 'Momentum')).toBe(false)
  })
})

describe('text', () => {
  it('is shown as words to predict from words, with its vocabulary', async () => {
    const { wrapper } = await mountDesign()
    await chooseData(wrapper, 'text')
    const row = wrapper.findAll('.words tbody td').map((cell) => cell.text())
    expect(row).toEqual(['the eats', 'cat'])
    expect(wrapper.find('.words').text()).toContain('Vocabulary of 4 words')
    expect(wrapper.find('.words ol').text()).toContain('the 4')
    expect(has(wrapper, 'Scale inputs')).toBe(false)
  })

  it('is typed or read from a file, one of the two, and neither is lost by looking at the other', async () => {
    const { wrapper, design } = await mountDesign()
    await chooseData(wrapper, 'text')
    await control(wrapper, 'Text', 1).setValue('one two three')
    await wrapper.find('input[type=radio][value=file]').setValue(true)
    expect(design.experiment.dataset).toMatchObject({ name: 'text', file: '' })
    expect(design.experiment.dataset).not.toHaveProperty('text')
    expect(wrapper.text()).toContain('Choose a file')
    await wrapper.find('[aria-label="Choose a file"]').trigger('click')
    await flushPromises()
    expect(design.experiment.dataset).toMatchObject({ file: '/data/Choose: File' })
    expect(datasetSchema.safeParse(design.experiment.dataset).success).toBe(true)
    await wrapper.find('input[type=radio][value=text]').setValue(true)
    expect(design.experiment.dataset).toMatchObject({ text: 'one two three' })
    expect(design.experiment.dataset).not.toHaveProperty('file')
  })

  it('needs an embedding first and an output per word; two buttons mend both', async () => {
    const { wrapper, design } = await mountDesign()
    await chooseData(wrapper, 'text')
    expect(wrapper.find('.joint').text()).toContain('Dense cannot take words')
    await button(wrapper, 'Put an embedding in front')!.trigger('click')
    expect(cards(wrapper)[0]).toBe('Embedding 8')
    await button(wrapper, 'Fit the output: 4 × Softmax')!.trigger('click')
    expect(design.problems).toEqual([])
    expect(cards(wrapper)).toEqual(['Embedding 8', 'Dense 8', 'Tanh', 'Dense 4', 'Softmax'])
  })

  it('begins with a text that can be trained on', () => {
    const spec = entryOf(datasetCatalog, 'text').fresh()
    expect(drawDataset(spec, 1)).toMatchObject({ dataset: { task: 'classification', inputShape: [4] } })
  })
})

describe('a convolution', () => {
  it('says that it needs an image where it gets none, in either language', async () => {
    const english = await mountDesign()
    await english.wrapper.find('[aria-label="Add Convolution"]').trigger('click')
    expect(english.wrapper.find('.joint').text()).toContain(
      'Its input has shape 8; convolution and pooling need channels × rows × columns',
    )
    await button(english.wrapper, 'Remove Convolution')!.trigger('click')
    expect(english.design.problems).toEqual([])
    english.wrapper.unmount()
    localStorage.clear()
    const russian = await mountDesign('ru')
    await russian.wrapper.find('[aria-label="Добавить: Свёрточный"]').trigger('click')
    expect(russian.wrapper.find('.joint').text()).toContain(
      'На входе размерность 8; свёртке и пулингу нужны каналы × строки × столбцы',
    )
    expect(russian.wrapper.find('.joint').text()).not.toMatch(/\b(needs|the|gets)\b/)
  })
})
