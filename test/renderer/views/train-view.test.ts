import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import { parseExperiment } from '../../../src-engine/spec.ts'
import type { RunStatus, RunSummary } from '../../../src-main/protocol.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import TrainView from '../../../src-renderer/views/train/TrainView.vue'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleDetails, samplePoint, sampleRun } from '../support/sample-runs.ts'
import { say, verbatim } from '../../../src-engine/sentence.ts'

beforeEach(() => {
  window.location.hash = '#/train'
  window.innerWidth = 1600
})

function labWith(...runs: RunSummary[]): FakeLab {
  const fake = createFakeLab(runs)
  fake.answers.getRun = ({ runId }) => sampleDetails(runs.find((run) => run.id === runId))
  fake.answers.getCurves = () => [samplePoint('train.loss', 1, 2), samplePoint('train.accuracy', 1, 0.1)]
  return fake
}

async function mountTrain(fake: FakeLab) {
  const { wrapper } = await mountView(TrainView, {}, { fake })
  const button = (text: string) => wrapper.findAll('button').find((one) => one.text() === text)
  return { wrapper, fake, button }
}

const training = sampleRun({
  id: 'r2',
  number: 2,
  name: 'Second',
  status: 'running',
  metrics: null,
  step: 500,
  epoch: 2,
})
const withStatus = (status: RunStatus, values: Partial<RunSummary> = {}) =>
  sampleRun({ status, metrics: null, ...values })

test('without any run it says what to do next', async () => {
  const { wrapper, button } = await mountTrain(createFakeLab())
  expect(wrapper.text()).toContain('Nothing has been trained yet')
  await button('Go to Design')!.trigger('click')
  expect(window.location.hash).toBe('#/design')
})

test('it shows the run that trains rather than the newest', async () => {
  const { wrapper } = await mountTrain(labWith(training, sampleRun({ id: 'r3', number: 3, name: 'Third' })))
  expect(wrapper.text()).toContain('#2 Second')
})

test('it shows the run of the address, and says so when that run is gone', async () => {
  window.location.hash = '#/train/r1'
  const first = await mountTrain(labWith(sampleRun({ id: 'r1', name: 'First' }), training))
  expect(first.wrapper.text()).toContain('#1 First')
  window.location.hash = '#/train/r7'
  const second = await mountTrain(labWith(training))
  expect(second.wrapper.text()).toContain('not in the lab any more')
})

test('epochs, steps and share of what is trained follow the events', async () => {
  const { wrapper, fake } = await mountTrain(labWith(training))
  expect(wrapper.text()).toContain('Epoch 3 of 5')
  const progress = {
    runId: 'r2',
    step: 1000,
    epoch: 4,
    seconds: 20,
    samplesPerSecond: 1600,
    secondsLeft: 41,
    points: [],
  }
  fake.happen({ type: 'progress', progress })
  await flushPromises()
  const text = wrapper.text()
  for (const part of ['Epoch 5 of 5', 'step 1,000 of 1,250', '80%', '1,600 samples/s', '0:41 left']) {
    expect(text).toContain(part)
  }
})

test('a running run can be paused or stopped, but not stepped', async () => {
  const { fake, button } = await mountTrain(labWith(training))
  fake.answers.pauseRun = () => null
  fake.answers.stopRun = () => null
  expect(button('One batch')!.attributes('disabled')).toBeDefined()
  await button('Pause')!.trigger('click')
  await button('Stop')!.trigger('click')
  expect(fake.requests.slice(-2)).toEqual([
    { name: 'pauseRun', argument: { runId: 'r2' } },
    { name: 'stopRun', argument: { runId: 'r2' } },
  ])
})

test('a paused run can be stepped by a batch or an epoch, or resumed', async () => {
  const { fake, button } = await mountTrain(labWith(withStatus('paused')))
  fake.answers.stepRun = () => null
  fake.answers.resumeRun = () => null
  await button('One batch')!.trigger('click')
  await button('One epoch')!.trigger('click')
  await button('Resume')!.trigger('click')
  expect(fake.requests.slice(-3).map((request) => request.argument)).toEqual([
    { runId: 'r00000001', unit: 'batch' },
    { runId: 'r00000001', unit: 'epoch' },
    { runId: 'r00000001' },
  ])
})

test('a refusal of the lab is shown', async () => {
  const { fake, button } = await mountTrain(labWith(training))
  fake.answers.pauseRun = () => {
    throw new FakeRefusal({ code: 'conflict', message: 'It has just ended', problems: [] })
  }
  await button('Pause')!.trigger('click')
  await flushPromises()
  expect(useNotices().failures).toMatchObject([{ sentence: verbatim('It has just ended') }])
})

test('a diverged run says why and what helps, and cannot go on', async () => {
  const { wrapper, button } = await mountTrain(
    labWith(withStatus('diverged', { reason: verbatim('The loss is infinite.') })),
  )
  expect(wrapper.text()).toContain('The loss is infinite.')
  expect(wrapper.text()).toContain('smaller learning rate')
  expect(button('Resume')).toBeUndefined()
})

test('an interrupted run says what happened and can be resumed', async () => {
  const { wrapper, button } = await mountTrain(
    labWith(withStatus('interrupted', { reason: verbatim('the engine ended') })),
  )
  expect(wrapper.text()).toContain('The engine ended.')
  expect(button('Resume')).toBeDefined()
})

test('a completed run shows the scores of its final weights on every part', async () => {
  const { wrapper } = await mountTrain(labWith(sampleRun()))
  const rows = wrapper.findAll('tbody tr').map((row) => row.text().replace(/\s+/g, ' '))
  expect(rows).toEqual(['Training0.110097.20%', 'Validation0.200094.00%', 'Test0.210093.80%'])
})

test('comparing takes the run along', async () => {
  sessionStorage.clear()
  const { button } = await mountTrain(labWith(sampleRun()))
  await button('Compare')!.trigger('click')
  await flushPromises()
  expect(window.location.hash).toBe('#/compare')
  expect(sessionStorage.getItem('backprop-lab.compared')).toBe('["r00000001"]')
})

test('a small window keeps the lesser actions behind one button, so that the name has room', async () => {
  window.innerWidth = 1280
  const { wrapper, button } = await mountTrain(labWith(sampleRun()))
  expect([button('Compare'), button('Train again')]).toEqual([undefined, undefined])
  expect(button('Evaluate')).toBeDefined()
  await wrapper.find('[aria-label="More actions"]').trigger('keydown', { key: 'Enter' })
  await flushPromises()
  const items = [...document.querySelectorAll('[role="menuitem"]')].map((item) => item.textContent.trim())
  expect(items).toEqual(['Train again', 'Compare', 'Report…'])

  window.innerWidth = 1600
  window.dispatchEvent(new Event('resize'))
  await flushPromises()
  expect(button('Compare')).toBeDefined()
  expect(wrapper.find('[aria-label="More actions"]').exists()).toBe(false)
})

test('a run that stopped early says why, although it is completed', async () => {
  const reason = say('stopped early: the loss has not fallen below {loss} of epoch {epoch} since', {
    loss: '0.2000',
    epoch: 3,
  })
  const { wrapper } = await mountTrain(labWith(sampleRun({ epoch: 8, epochs: 20, reason })))
  expect(wrapper.text()).toContain('Stopped early: the loss has not fallen below 0.2000 of epoch 3 since.')
  expect(wrapper.text()).toContain('Early stopping ended the run before its last epoch.')
  const usual = await mountTrain(labWith(sampleRun()))
  expect(usual.wrapper.text()).not.toContain('Early stopping')
})

test('the facts name what is not as usual, for every optimiser', async () => {
  const factsOf = async (values: object, training: object = {}) => {
    const fake = labWith(sampleRun())
    const details = sampleDetails()
    const experiment = parseExperiment({
      ...details.experiment,
      optimizer: values,
      training: { ...details.experiment.training, ...training },
    })
    fake.answers.getRun = () => ({ ...details, experiment })
    const { wrapper } = await mountTrain(fake)
    return Object.fromEntries(wrapper.findAll('.fact').map((one) => [one.find('dt').text(), one.find('dd').text()]))
  }
  const sgd = await factsOf({ type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true })
  expect(sgd).toMatchObject({ Momentum: '0.9', Nesterov: 'on', 'Learning rate': '0.1' })
  expect(sgd).not.toHaveProperty('Warm-up')
  expect(sgd).not.toHaveProperty('L2 penalty')

  const adam = await factsOf(
    { type: 'adam', learningRate: 0.001, beta2: 0.99, warmupEpochs: 3, schedule: { type: 'step', every: 10 } },
    { l2: 0.01, clipNorm: 1, earlyStopping: { patience: 5 }, negativeSampling: {} },
  )
  expect(adam).toMatchObject({
    Optimiser: 'Adam',
    'Decay β₂': '0.99',
    'Warm-up': '3 epochs',
    'Learning rate schedule': 'Steps down, a step every 10 epochs',
    'L2 penalty': '0.01',
    'Clip the gradient norm': '1',
    'Early stopping': 'patience 5 epochs',
    'Negative sampling': 'on',
  })
  expect(adam).not.toHaveProperty('Decay β₁')
})

test('weights without a history can be evaluated, and no progress is claimed of them', async () => {
  const imported = { file: 'w.npz', format: 'npz' as const, sha256: '', run: null, checkpoint: null }
  const { wrapper, button } = await mountTrain(
    labWith(sampleRun({ id: 'r1', step: 0, totalSteps: 0, epoch: 0, imported })),
  )
  expect(wrapper.get('.imported').text()).toBe('Imported weights')
  expect(wrapper.text()).not.toMatch(/Epoch 0 of|step 0 of/)
  expect(button('Evaluate')!.attributes('disabled')).toBeUndefined()
  await button('Evaluate')!.trigger('click')
  expect(window.location.hash).toBe('#/evaluate/r1')
})

test('weights after some epochs of another lab say after how many', async () => {
  const imported = { file: 'w.json', format: 'json' as const, sha256: '', run: 'r7', checkpoint: 'epoch:3' }
  const { wrapper } = await mountTrain(labWith(sampleRun({ id: 'r1', step: 750, totalSteps: 750, epoch: 3, imported })))
  expect(wrapper.get('.imported').text()).toMatch(/^Imported weights\s+after epoch 3, step 750$/)
})

test('data that could not be read for the picture is asked for again when the run is opened again', async () => {
  const fake = labWith(sampleRun({ id: 'r1' }))
  let asked = 0
  fake.answers.getPlaneSamples = () => {
    asked++
    throw new FakeRefusal({ code: 'input', message: 'there is no file penguins.csv', problems: [] })
  }
  const first = await mountTrain(fake)
  expect(useNotices().failures).toHaveLength(1)
  first.wrapper.unmount()
  await mountTrain(fake)
  expect(asked).toBe(2)
})

test('a run read from a weights file has no curves, and says why', async () => {
  const fake = labWith(sampleRun({ id: 'r1', step: 0, epoch: 0 }))
  fake.answers.getCurves = () => []
  const imported = { file: 'w.npz', format: 'npz' as const, sha256: '', run: null, checkpoint: null }
  fake.answers.getRun = () => ({ ...sampleDetails(sampleRun({ id: 'r1' })), imported })
  const { wrapper } = await mountTrain(fake)
  expect(wrapper.find('.curves').text()).toContain('holds weights only, no curves')
  expect(wrapper.text()).not.toContain('begin with the first batches')
})
