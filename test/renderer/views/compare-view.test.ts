import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import CompareView from '../../../src-renderer/views/compare/CompareView.vue'
import { createFakeLab, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { samplePoint, sampleRun } from '../support/sample-runs.ts'

beforeEach(() => {
  sessionStorage.clear()
  // Nothing has a size here; the list draws the rows that its window has room for.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(640)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(300)
})
afterEach(() => vi.restoreAllMocks())

const runs = [
  sampleRun({ id: 'r1', number: 1, name: 'Slow' }),
  sampleRun({
    id: 'r2',
    number: 2,
    name: 'Fast',
    metrics: {
      train: { loss: 0.05, accuracy: 0.99 },
      validation: { loss: 0.3, accuracy: 0.92 },
      test: { loss: 0.31, accuracy: 0.9 },
    },
  }),
  sampleRun({ id: 'r3', number: 3, name: 'Other', dataset: 'circles' }),
]

function lab(scoring = { sameLoss: true, sameData: true }): FakeLab {
  const fake = createFakeLab(runs)
  fake.answers.getCurves = ({ runId }) => [samplePoint(runId === 'r3' ? 'train.loss' : 'validation.loss', 250, 0.5)]
  fake.answers.compareRuns = ({ runIds }) => ({
    runs: runs.filter((run) => runIds.includes(run.id)),
    curves: [],
    scoring,
    settings: [{ path: 'optimizer.learningRate', values: [0.01, 0.1] }],
  })
  return fake
}

async function mountCompare(fake: FakeLab, ...chosen: string[]) {
  sessionStorage.setItem('backprop-lab.compared', JSON.stringify(chosen))
  const { wrapper } = await mountView(CompareView, {}, { fake })
  return { wrapper, fake }
}

test('with fewer than two chosen it says what to do', async () => {
  const { wrapper } = await mountCompare(lab(), 'r1')
  expect(wrapper.text()).toContain('Choose two or more runs')
})

test('ticking a second run compares the two', async () => {
  const { wrapper, fake } = await mountCompare(lab(), 'r1')
  await wrapper.get('input[aria-label="Compare #2 Fast"]').setValue(true)
  await flushPromises()
  expect(fake.requests.find((request) => request.name === 'compareRuns')?.argument).toMatchObject({
    runIds: ['r1', 'r2'],
  })
  expect(wrapper.findAll('tbody tr')).toHaveLength(2)
})

test('the best of each metric is marked with more than colour', async () => {
  const { wrapper } = await mountCompare(lab(), 'r1', 'r2')
  const marked = wrapper.findAll('tbody tr').map((row) =>
    row
      .findAll('td')
      .filter((cell) => cell.find('[aria-label="best"]').exists())
      .map((cell) => cell.text()),
  )
  expect(marked).toEqual([
    ['0.2000', '0.2100', '94.00%', '93.80%'],
    ['0.05000', '99.00%'],
  ])
})

test('nothing is marked where the runs were scored by different losses or data, and it says why', async () => {
  const { wrapper } = await mountCompare(lab({ sameLoss: false, sameData: true }), 'r1', 'r2')
  const marked = wrapper.findAll('td').filter((cell) => cell.find('[aria-label="best"]').exists())
  expect(marked.map((cell) => cell.text())).toEqual(['94.00%', '93.80%', '99.00%'])
  expect(wrapper.text()).toContain('these are different loss functions')
  wrapper.unmount()
  const other = await mountCompare(lab({ sameLoss: true, sameData: false }), 'r1', 'r2')
  expect(other.wrapper.find('[aria-label="best"]').exists()).toBe(false)
  expect(other.wrapper.text()).toContain('scored on different data')
})

test('losses a thousand times as large as others offer the logarithmic axis', async () => {
  const fake = lab()
  fake.answers.getCurves = ({ runId }) => [1, 2, 3].map((i) => samplePoint('validation.loss', 250 * i, runId === 'r1' ? 0.3 : 0.2 * 50 ** i)) // prettier-ignore
  const { wrapper } = await mountCompare(fake, 'r1', 'r2')
  const button = wrapper.findAll('button').find((one) => one.text() === 'Show as logarithmic')
  await button?.trigger('click')
  expect(wrapper.getComponent({ name: 'LineChart' }).props('y')).toBe('logarithmic')
  expect(wrapper.text()).not.toContain('lie flat on this axis')
})

test('a run without validation is named instead of being left out in silence', async () => {
  const { wrapper } = await mountCompare(lab(), 'r1', 'r3')
  expect(wrapper.text()).toContain('Without a validation curve: #3')
})

test('runs few of which were validated are compared by their training, until the person wants otherwise', async () => {
  const fake = lab()
  const validated = new Set(['r1'])
  fake.answers.getCurves = ({ runId }) => [
    samplePoint('train.loss', 250, 0.5),
    ...(validated.has(runId) ? [samplePoint('validation.loss', 250, 0.6)] : []),
  ]
  const { wrapper } = await mountCompare(fake, 'r1', 'r2', 'r3')
  const drawn = () => wrapper.findComponent({ name: 'LineChart' }).props('lines') as readonly { key: string }[]
  expect(drawn().map(({ key }) => key)).toEqual(['r1', 'r2', 'r3'])
  await wrapper.get('input[value="validation"]').setValue(true)
  expect(drawn().map(({ key }) => key)).toEqual(['r1'])
})

test('the metrics can be saved as CSV with every digit', async () => {
  const { wrapper, fake } = await mountCompare(lab(), 'r1', 'r2')
  await wrapper.get('[aria-label="Copy or save: Metrics"]').trigger('keydown', { key: 'Enter' })
  await flushPromises()
  const item = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((one) =>
    one.textContent.includes('Save the table'),
  )
  item?.click()
  await flushPromises()
  expect(fake.saved.map(({ name }) => name)).toEqual(['metrics.csv'])
  const text = new TextDecoder().decode(fake.saved[0]?.bytes)
  expect(text).toMatch(/^run,name,status,train loss,/)
  expect(text).toContain('\r\n2,Fast,completed,0.05,0.3,0.31,0.99,0.92,0.9,')
})

async function open(wrapper: VueWrapper, tab: string): Promise<void> {
  // Reka's tabs change on press, as the system's do.
  const found = wrapper.findAll('[role=tab]').find((one) => one.text() === tab)
  await found?.trigger('mousedown', { button: 0 })
  await flushPromises()
}

test('weights are shown layer by layer, spread out or as the difference from one run', async () => {
  const fake = lab()
  const inRun = { shape: [10, 784], norm: 3, counts: [1, 2, 1] }
  const difference = { norm: 0.5, cosine: 0.25, counts: [0, 4, 0] }
  fake.answers.compareWeights = ({ referenceId }) => ({
    withoutWeights: [],
    tensors: [
      {
        name: 'layers.0.weight',
        range: [-1, 1],
        reach: 0.5,
        runs: ['r1', 'r2'].map((id) => ({ ...inRun, difference: id === referenceId ? null : difference })),
      },
    ],
  })
  const { wrapper } = await mountCompare(fake, 'r1', 'r2')
  await open(wrapper, 'Weights')
  expect(wrapper.get('tbody tr').text()).toContain('Layer 1 · weights')
  expect(wrapper.get('tbody tr').text()).toContain('‖w‖ 3.000')
  await wrapper.get('input[value=difference]').setValue(true)
  const cells = wrapper.findAll('tbody td').map((cell) => cell.text())
  expect(cells[0]).toBe('compared with')
  expect(cells[1]).toMatch(/‖Δ‖ 0\.5000 · cos\s+0\.2500/)
})

test('a setting is drawn against a result, of the chosen runs or of all', async () => {
  const fake = lab()
  fake.answers.listRunSettings = ({ runIds }) =>
    runIds.map((runId, i) => ({ runId, settings: { 'training.epochs': 5, 'optimizer.learningRate': 0.1 / (i + 1) } }))
  const { wrapper } = await mountCompare(fake, 'r1', 'r2')
  await open(wrapper, 'Setting and result')
  const points = () => wrapper.getComponent({ name: 'ScatterChart' }).props('points') as { key: string }[]
  expect(points().map(({ key }) => key)).toEqual(['r1', 'r2'])
  await wrapper.get('input[value=all]').setValue(true)
  expect(points()).toHaveLength(3)
  expect(wrapper.text()).toContain('The runs differ in data')
  const chart: VueWrapper = wrapper.findComponent({ name: 'ScatterChart' })
  chart.vm.$emit('hover', 'r2')
  await flushPromises()
  expect(wrapper.findAll('.hovered').map((one) => one.text())).toEqual([expect.stringContaining('#2 Fast')])
})

test('only the settings that differ are listed, in words', async () => {
  const { wrapper } = await mountCompare(lab(), 'r1', 'r2')
  await open(wrapper, 'Settings that differ')
  const rows = wrapper.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))
  expect(rows).toEqual([[expect.stringContaining('Learning rate'), '0.01', '0.1']])
  // More than colour: bold, behind a sign.
  expect(wrapper.findAll('tbody td').map((cell) => cell.classes('differs'))).toEqual([false, true])
  expect(wrapper.text()).toContain('another value than in #1')
})

test('the run under the pointer is lit in the list and in the table', async () => {
  const { wrapper } = await mountCompare(lab(), 'r1', 'r2')
  await wrapper.findAll('tbody tr')[1]!.trigger('mouseenter')
  expect(
    wrapper
      .findAll('.hovered')
      .map((one) => one.text())
      .every((text) => text.includes('#2 Fast')),
  ).toBe(true)
  expect(wrapper.findAll('.hovered')).toHaveLength(2)
})

test('the list is searched by name, number, data and architecture', async () => {
  const { wrapper } = await mountCompare(lab())
  await wrapper.get('input[type=search]').setValue('circ')
  expect(wrapper.findAll('.list label').map((row) => row.text())).toEqual([expect.stringContaining('#3 Other')])
  await wrapper.get('input[type=search]').setValue('nothing like it')
  expect(wrapper.text()).toContain('No run matches “nothing like it”')
})

test('without any run it leads to Design', async () => {
  const { wrapper } = await mountCompare(createFakeLab())
  expect(wrapper.text()).toContain('There are no runs to compare yet')
})
