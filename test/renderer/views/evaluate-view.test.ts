import { flushPromises, type DOMWrapper, type VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Evaluation, EvaluatedSample, RunDetails } from '../../../src-main/protocol.ts'
import EvaluateView from '../../../src-renderer/views/evaluate/EvaluateView.vue'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleDetails, sampleRun } from '../support/sample-runs.ts'

beforeEach(() => {
  window.location.hash = '#/evaluate/r1'
})

const run = sampleRun({ id: 'r1', name: 'Moons' })
const details: RunDetails = {
  ...sampleDetails(run),
  model: {
    inputShape: [2],
    targetShape: [1],
    task: 'classification',
    classNames: ['cat', 'dog'],
    inputNames: ['weight', 'height'],
    vocabulary: null,
    scaling: { shift: [0], factor: [1] },
  },
}
const evaluation: Evaluation = {
  part: 'test',
  parts: { train: 80, validation: 0, test: 20 },
  checkpoint: details.checkpoints[2]!,
  loss: 0.25,
  accuracy: 0.85,
  classes: {
    names: ['cat', 'dog'],
    confusion: [
      [9, 1],
      [2, 8],
    ],
    scores: [
      { precision: 9 / 11, recall: 0.9, f1: 18 / 21, support: 10 },
      { precision: 8 / 9, recall: 0.8, f1: 16 / 19, support: 10 },
    ],
    mistakes: 3,
  },
  regression: null,
  inputs: [
    { name: 'weight', minimum: 0, maximum: 10, mean: 4 },
    { name: 'height', minimum: -1, maximum: 1, mean: 0.5 },
  ],
  example: null,
  inputRange: { minimum: -1, maximum: 10 },
}
const sample: EvaluatedSample = {
  index: 17,
  name: null,
  input: [9, -0.5],
  output: [0.1],
  truth: 1,
  predicted: 0,
  probability: 0.9,
  target: null,
  loss: 2.3,
}

function labWith(): FakeLab {
  const fake = createFakeLab([run])
  fake.answers.getRun = () => details
  fake.answers.evaluateRun = ({ part }) => ({ ...evaluation, part: part ?? 'test' })
  fake.answers.getSamples = () => ({ total: 1, samples: [sample] })
  fake.answers.explainInput = ({ input }) => ({
    output: [(input[0] ?? 0) / 10],
    layers: [{ shape: [1], values: [(input[0] ?? 0) / 10] }],
  })
  return fake
}

async function mountEvaluate(fake = labWith(), language: 'en' | 'ru' = 'en') {
  const { wrapper } = await mountView(EvaluateView, {}, { fake, language })
  await flushPromises()
  const asked = (name: string) =>
    fake.requests.filter((request) => request.name === name).map(({ argument }) => argument)
  return { wrapper, fake, asked }
}

test('without any run it says what to do next', async () => {
  window.location.hash = '#/evaluate'
  const { wrapper } = await mountEvaluate(createFakeLab())
  expect(wrapper.text()).toContain('Nothing has been trained yet')
  await wrapper.get('button').trigger('click')
  expect(window.location.hash).toBe('#/design')
})

describe('data that is not where it was', () => {
  const file = { folders: false }
  const missing = [
    { key: 'images', name: 'train-images', ...file },
    { key: 'labels', name: 'train-labels', ...file },
  ]

  function labWithout(): FakeLab {
    const fake = labWith()
    let isPlaced = false
    fake.answers.getRun = () => ({ ...details, missing: isPlaced ? [] : missing })
    fake.answers.pointRunToData = ({ data }) => {
      isPlaced = data['labels'] === '/data/Where is train-labels?'
      if (!isPlaced)
        throw new FakeRefusal({ code: 'input', message: 'is not the data the run was made for', problems: [] })
      return details
    }
    return fake
  }
  const choose = async (wrapper: VueWrapper) => {
    await wrapper.get('.missing button').trigger('click')
    await flushPromises()
  }

  test('is asked for file by file, and the run is evaluated when all of it is there', async () => {
    const { wrapper, asked } = await mountEvaluate(labWithout())
    expect(wrapper.text()).toContain('Data not found: train-images')
    expect(asked('evaluateRun')).toEqual([])
    await choose(wrapper)
    expect(wrapper.text()).not.toContain('train-images')
    expect(asked('pointRunToData')).toEqual([])
    await choose(wrapper)
    expect(asked('pointRunToData')).toEqual([
      { runId: 'r1', data: { images: '/data/Where is train-images?', labels: '/data/Where is train-labels?' } },
    ])
    expect(asked('evaluateRun')).toHaveLength(1)
    expect(wrapper.text()).toContain('Most confident mistakes')
    expect(wrapper.find('.missing').exists()).toBe(false)
  })

  test('that turns out to be other data is refused, and asked for again', async () => {
    const fake = labWithout()
    fake.host.chooseFile = () => Promise.resolve('/data/other')
    const { wrapper, asked } = await mountEvaluate(fake)
    await choose(wrapper)
    await choose(wrapper)
    expect(wrapper.text()).toContain('is not the data the run was made for')
    expect(wrapper.text()).toContain('Data not found: train-images')
    expect(asked('evaluateRun')).toEqual([])
  })
})

test('a measure that is predicted is called by its column', async () => {
  const fake = labWith()
  const model = { ...details.model, task: 'regression' as const, classNames: null, targetNames: ['price'] }
  fake.answers.getRun = () => ({ ...details, model })
  fake.answers.evaluateRun = () => ({ ...evaluation, classes: null, accuracy: null })
  const { wrapper } = await mountEvaluate(fake)
  expect(wrapper.get('.bars th').text()).toBe('price')
})

test('the confusion matrix is a table with counts, and the scores of each class stand below', async () => {
  const { wrapper } = await mountEvaluate()
  const counts = wrapper.findAll('.cell').map((cell) => cell.get('.visually-hidden').text())
  expect(counts).toEqual([
    'cat taken for cat: 9, 90.00% of cat',
    'cat taken for dog: 1, 10.00% of cat',
    'dog taken for cat: 2, 20.00% of dog',
    'dog taken for dog: 8, 80.00% of dog',
  ])
  const rows = wrapper.findAll('.scores tbody tr').map((row) => row.text().replace(/\s+/g, ' '))
  expect(rows[1]).toContain('88.89%80.00%84.21%10')
})

test('a cell asks for its samples; pressed again, for the mistakes', async () => {
  const { wrapper, asked } = await mountEvaluate()
  expect(asked('getSamples')).toMatchObject([{ part: 'test', cell: null }])
  expect(wrapper.text()).toContain('Most confident mistakes')
  const cell = wrapper.findAll('.cell')[2]!
  await cell.trigger('click')
  await flushPromises()
  expect(asked('getSamples').at(-1)).toMatchObject({ cell: { truth: 1, predicted: 0 } })
  expect(wrapper.text()).toContain('dog, taken for cat')
  expect(cell.attributes('aria-pressed')).toBe('true')
  await cell.trigger('click')
  await flushPromises()
  expect(asked('getSamples').at(-1)).toMatchObject({ cell: null })
})

test('arrow keys walk over the cells, of which Tab reaches one', async () => {
  const { wrapper } = await mountEvaluate()
  const stops = () => wrapper.findAll('.cell').map((cell) => cell.attributes('tabindex'))
  expect(stops()).toEqual(['0', '-1', '-1', '-1'])
  await wrapper.findAll('.cell')[0]!.trigger('keydown', { key: 'ArrowDown' })
  expect(stops()).toEqual(['-1', '-1', '0', '-1'])
})

test('inputs begin at the means, and every move of a slider is answered', async () => {
  const { wrapper, asked } = await mountEvaluate()
  expect(asked('explainInput')).toEqual([{ runId: 'r1', checkpoint: 'last', input: [4, 0.5] }])
  const slider = wrapper.get('input[type=range][aria-label=weight]')
  // Of a thousand positions: 7 of 0 … 10.
  await slider.setValue(700)
  await flushPromises()
  expect(asked('explainInput').at(-1)).toMatchObject({ input: [7, 0.5] })
  const bars = wrapper.findAll('.bars tr').map((row) => row.text())
  expect(bars).toEqual(['cat30.00%', 'dog70.00%'])
})

describe('of a table with categories', () => {
  const model = {
    ...details.model,
    inputShape: [6],
    inputNames: ['length', 'city = Oslo', 'city = Rome', 'city = Ålesund in winter', 'floor = 1', 'floor = 2'],
    columns: [
      { name: 'length', categories: null, gap: null },
      { name: 'city', categories: ['Oslo', 'Rome', 'Ålesund in winter'], gap: 0 },
      { name: 'floor', categories: ['1', '2'], gap: null },
    ],
  }
  function labOfTable(example = [5, 0, 1, 0, 1, 0]): FakeLab {
    const fake = labWith()
    fake.answers.getRun = () => ({ ...details, model })
    fake.answers.getSamples = () => ({ total: 1, samples: [{ ...sample, input: [2.25, 0, 0, 1, 0, 1] }] })
    fake.answers.evaluateRun = () => ({
      ...evaluation,
      inputs: [
        { name: 'length', minimum: 0, maximum: 10, mean: 4 },
        { name: 'city', categories: ['Oslo', 'Rome', 'Ålesund in winter'], mayLack: true },
        { name: 'floor', categories: ['1', '2'], mayLack: false },
      ],
      example,
    })
    return fake
  }
  const selectOf = (wrapper: VueWrapper, label: string) => {
    const id = wrapper
      .findAll('.inputs label')
      .find((one) => one.text() === label)!
      .attributes('for')
    return wrapper.get<HTMLSelectElement>(`select[id="${id}"]`)
  }
  const optionsOf = (select: Pick<DOMWrapper<HTMLSelectElement>, 'findAll'>) =>
    select.findAll('option').map((option) => option.text())

  test('a category is chosen from a list, beginning with a row of the data; numbers are moved as ever', async () => {
    const { wrapper, asked } = await mountEvaluate(labOfTable())
    expect(asked('explainInput')).toMatchObject([{ input: [5, 0, 1, 0, 1, 0] }])
    expect(wrapper.findAll('.inputs input[type=range]')).toHaveLength(1)
    const city = selectOf(wrapper, 'city')
    expect(optionsOf(city)).toEqual(['No value', 'Oslo', 'Rome', 'Ålesund in winter'])
    expect(city.element.selectedOptions[0]?.text).toBe('Rome')
    const floor = selectOf(wrapper, 'floor')
    expect(optionsOf(floor)).toEqual(['1', '2'])

    await floor.setValue('1')
    await city.setValue('2')
    await wrapper.get('input[type=range][aria-label=length]').setValue(700)
    await flushPromises()
    expect(asked('explainInput').at(-1)).toMatchObject({ input: [7, 0, 0, 1, 0, 1] })
    await city.setValue('-1')
    await flushPromises()
    expect(asked('explainInput').at(-1)).toMatchObject({ input: [7, 0, 0, 0, 0, 1] })
  })

  test('a row without a category is shown so, in Russian too', async () => {
    const { wrapper } = await mountEvaluate(labOfTable([5, 0, 0, 0, 0, 0]), 'ru')
    for (const label of ['city', 'floor']) {
      expect(selectOf(wrapper, label).element.selectedOptions[0]?.text).toBe('Нет значения')
    }
  })

  test('samples are told by their values, and tried', async () => {
    const { wrapper, asked } = await mountEvaluate(labOfTable())
    const line = wrapper.get('button.line')
    expect(line.text()).toContain('2.25; Ålesund in wint…; 2')
    await line.trigger('click')
    await flushPromises()
    expect(asked('explainInput').at(-1)).toMatchObject({ input: [2.25, 0, 0, 1, 0, 1] })
    expect(selectOf(wrapper, 'city').element.selectedOptions[0]?.text).toBe('Ålesund in winter')
  })
})

test('an empty picture is not answered, a sample that is clicked is', async () => {
  const fake = labWith()
  const drawn = Array.from({ length: 16 }, (_, i) => i % 2)
  fake.answers.getRun = () => ({ ...details, model: { ...details.model, inputShape: [1, 4, 4], inputNames: null } })
  fake.answers.evaluateRun = () => ({ ...evaluation, inputs: null, inputRange: { minimum: 0, maximum: 1 } })
  fake.answers.getSamples = () => ({ total: 1, samples: [{ ...sample, input: drawn }] })
  const { wrapper, asked } = await mountEvaluate(fake)
  expect(asked('explainInput')).toEqual([])
  expect(wrapper.text()).toContain('click a sample below, and the network answers here')
  await wrapper.get('button.picture').trigger('click')
  await flushPromises()
  expect(asked('explainInput')).toMatchObject([{ input: drawn }])
  expect(wrapper.findAll('.bars tr')).toHaveLength(2)
})

test('a sample that is clicked is tried', async () => {
  const { wrapper, asked } = await mountEvaluate()
  await wrapper.get('button[title^="Sample 17: dog, taken for cat"]').trigger('click')
  await flushPromises()
  expect(asked('explainInput').at(-1)).toMatchObject({ input: [9, -0.5] })
})

test('another part and other weights are evaluated, empty parts are not offered', async () => {
  const { wrapper, asked } = await mountEvaluate()
  const parts = wrapper.findAll('input[type=radio]')
  expect(parts.map((one) => one.attributes('value'))).toEqual(['train', 'test'])
  await parts[0]!.setValue(true)
  await flushPromises()
  expect(asked('evaluateRun').at(-1)).toMatchObject({ part: 'train', checkpoint: 'last' })
  await wrapper.get('select').setValue('best')
  await flushPromises()
  expect(asked('evaluateRun').at(-1)).toMatchObject({ checkpoint: 'best' })
})

test('data that is gone is told, and the rest of the lab goes on', async () => {
  const fake = labWith()
  fake.answers.evaluateRun = () => {
    throw new FakeRefusal({ code: 'input', message: 'is not the data the run was made for', problems: [] })
  }
  const { wrapper } = await mountEvaluate(fake)
  expect(wrapper.get('[role=alert]').text()).toContain('is not the data the run was made for')
})

test('imported weights without a history are the newest that can be evaluated', async () => {
  const imported = { file: 'w.npz', format: 'npz' as const, sha256: '', run: null, checkpoint: null }
  window.location.hash = '#/evaluate'
  const fake = createFakeLab([sampleRun({ id: 'r9', number: 9, name: 'Brought', step: 0, epoch: 0, imported })])
  fake.answers.getRun = () => ({ ...details, checkpoints: [] })
  const { wrapper } = await mountEvaluate(fake)
  expect(wrapper.text()).toContain('#9 Brought')
})

test('a run without weights leads to where it trains', async () => {
  const fake = labWith()
  fake.answers.getRun = () => ({ ...details, checkpoints: [] })
  const { wrapper } = await mountEvaluate(fake)
  expect(wrapper.text()).toContain('This run has no weights yet')
})

test('of measured targets the largest errors are shown', async () => {
  const fake = labWith()
  fake.answers.evaluateRun = () => ({
    ...evaluation,
    accuracy: null,
    classes: null,
    regression: { outputs: [{ truth: [1, 2], predicted: [1, 3], meanAbsoluteError: 0.5 }], count: 2 },
  })
  const { wrapper } = await mountEvaluate(fake)
  expect(wrapper.text()).toContain('Largest errors')
  expect(wrapper.text()).toContain('Mean absolute error 0.5000')
})

test('it speaks Russian', async () => {
  const { wrapper } = await mountEvaluate(labWith(), 'ru')
  expect(wrapper.text()).toContain('Матрица ошибок')
  expect(wrapper.text()).toContain('20 примеров')
})

test('classes of generated data are named in Russian everywhere, words of a text as they are written', async () => {
  const classNames = ['upper', 'lower']
  const answerWith = (fake: FakeLab, changes: Partial<RunDetails>) => {
    fake.answers.getRun = () => ({ ...details, ...changes })
    fake.answers.evaluateRun = () => ({ ...evaluation, classes: { ...evaluation.classes!, names: classNames } })
    fake.answers.wordVectors = () => {
      throw new FakeRefusal({ code: 'not_found', message: 'none', problems: [] })
    }
    return fake
  }
  const moons = answerWith(labWith(), { dataset: 'moons', model: { ...details.model, classNames } })
  const { wrapper } = await mountEvaluate(moons, 'ru')
  expect(wrapper.findAll('.matrix thead th').map((head) => head.text())).toContain('верхний')
  expect(wrapper.findAll('.scores tbody th').map((head) => head.text())).toEqual(['верхний', 'нижний'])
  expect(wrapper.findAll('.bars th').map((head) => head.text())).toEqual(['верхний', 'нижний'])
  expect(wrapper.get('.rows .line').text()).toContain('нижний → верхний')
  expect(wrapper.text()).not.toMatch(/upper|lower/)

  const vocabulary = ['upper', 'lower']
  const text = answerWith(labWith(), { dataset: 'text', model: { ...details.model, classNames, vocabulary } })
  const { wrapper: words } = await mountEvaluate(text, 'ru')
  expect(words.findAll('.scores tbody th').map((head) => head.text())).toEqual(['upper', 'lower'])
})
