import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import CompareView from '../../../src-renderer/views/compare/CompareView.vue'
import { createFakeLab, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { samplePoint, sampleRun } from '../support/sample-runs.ts'

beforeEach(() => sessionStorage.clear())

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

function lab(): FakeLab {
  const fake = createFakeLab(runs)
  fake.answers.getCurves = () => [samplePoint('validation.loss', 250, 0.5)]
  fake.answers.compareRuns = ({ runIds }) => ({
    runs: runs.filter((run) => runIds.includes(run.id)),
    curves: [],
    settings: [{ path: 'optimizer.learningRate', values: [0.01, 0.1] }],
  })
  return fake
}

async function mountCompare(fake: FakeLab, ...chosen: string[]) {
  sessionStorage.setItem('backprop-lab.compared', chosen.join(' '))
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

test('only the settings that differ are listed, in words', async () => {
  const { wrapper } = await mountCompare(lab(), 'r1', 'r2')
  // Reka's tabs change on press, as the system's do.
  await wrapper.findAll('[role=tab]')[1]!.trigger('mousedown', { button: 0 })
  await flushPromises()
  const rows = wrapper.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))
  expect(rows).toEqual([[expect.stringContaining('Learning rate'), '0.01', '0.1']])
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
  expect(wrapper.findAll('label').map((row) => row.text())).toEqual([expect.stringContaining('#3 Other')])
  await wrapper.get('input[type=search]').setValue('nothing like it')
  expect(wrapper.text()).toContain('No run matches “nothing like it”')
})

test('without any run it leads to Design', async () => {
  const { wrapper } = await mountCompare(createFakeLab())
  expect(wrapper.text()).toContain('There are no runs to compare yet')
})
