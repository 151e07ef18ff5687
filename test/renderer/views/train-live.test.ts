import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import { pack } from '../../../src-engine/explain/insight/packed.ts'
import type { RunDetails, RunSummary } from '../../../src-main/protocol.ts'
import TrainView from '../../../src-renderer/views/train/TrainView.vue'
import { createFakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleInsight } from '../support/sample-insight.ts'
import { sampleDetails, samplePoint, sampleRun } from '../support/sample-runs.ts'

beforeEach(() => {
  window.innerWidth = 1600
  window.location.hash = '#/train'
})

async function mountTrain(run: RunSummary, details: Partial<RunDetails> = {}, insight = sampleInsight()) {
  const fake = createFakeLab([run])
  fake.answers.getRun = () => ({ ...sampleDetails(run), ...details })
  fake.answers.getCurves = () => [samplePoint('train.loss', 250, 2)]
  fake.answers.watchRun = () => ({ live: run.status === 'running' })
  fake.answers.getInsight = () => insight
  fake.answers.changeRun = () => null
  const { wrapper } = await mountView(TrainView, {}, { fake })
  const button = (text: string) => wrapper.findAll('button').find((one) => one.text() === text)!
  const asked = (name: string) => fake.requests.filter((request) => request.name === name)
  return { wrapper, fake, button, asked }
}

const running = sampleRun({ status: 'running', metrics: null, step: 500, epoch: 2 })

test('a run that is over shows what its last checkpoint has learned', async () => {
  const { wrapper, asked } = await mountTrain(sampleRun())
  const panel = wrapper.find('section[aria-label="What it has learned"]')
  expect(panel.text()).toContain('step 1,250')
  expect(panel.find('[aria-label^="Output over x₁ and x₂"]').exists()).toBe(true)
  expect(panel.find('[aria-label^="What each neuron of the network 2-1"]').exists()).toBe(true)
  expect(panel.find('tbody tr').text()).toContain('25% of the answers')
  expect(panel.find('svg[aria-label^="Outputs of layer 1: from −1.000 to 2.000"], svg[aria-label^="Outputs of layer 1: from -1.000 to 2.000"]').exists()).toBe(true) // prettier-ignore
  expect(asked('getInsight')).toHaveLength(1)
})

test('a run that trains is watched, and what it learns is shown as it comes', async () => {
  const { wrapper, fake, asked } = await mountTrain(running)
  expect(asked('watchRun')).toEqual([{ name: 'watchRun', argument: { runId: running.id, known: null } }])
  expect(asked('getInsight')).toEqual([])
  expect(wrapper.text()).toContain('To be seen with the first batches.')
  fake.happen({ type: 'insight', runId: running.id, insight: sampleInsight({ step: 777 }) })
  fake.happen({ type: 'insight', runId: 'another', insight: sampleInsight({ step: 888 }) })
  await flushPromises()
  expect(wrapper.text()).toContain('step 777')
  expect(wrapper.text()).not.toContain('step 888')
})

test('weights that look at images are pictures', async () => {
  const weights = pack(new Float64Array(3 * 25))
  const filters = { layer: 0, width: 5, height: 5, total: 8, weights }
  const { wrapper } = await mountTrain(sampleRun(), {}, sampleInsight({ surface: null, filters }))
  expect(wrapper.findAll('canvas.picture')).toHaveLength(3)
  expect(wrapper.text()).toContain('Weights of the first layer, Sigmoid: 3 of 8')
})

test('what is typed for rate and momentum holds once it is applied, and is told as it was made', async () => {
  const { wrapper, fake, button, asked } = await mountTrain(running)
  expect(button('Apply').attributes('disabled')).toBeDefined()
  const [rate, momentum] = wrapper.findAll<HTMLInputElement>('form input')
  expect([rate!.element.value, momentum!.element.value]).toEqual(['0.1', '0.9'])
  await rate!.setValue('0.02')
  expect(asked('changeRun')).toEqual([])
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  expect(asked('changeRun')).toEqual([
    { name: 'changeRun', argument: { runId: running.id, learningRate: 0.02, momentum: 0.9 } },
  ])
  fake.happen({ type: 'changed', runId: running.id, change: { step: 500, learningRate: 0.02, momentum: 0.9 } })
  await flushPromises()
  expect(button('Apply').attributes('disabled')).toBeDefined()
  expect(wrapper.text()).toContain('Step 500: learning rate 0.02, momentum 0.9')
  const [loss] = wrapper.findAllComponents({ name: 'LineChart' })
  expect(loss!.props('changes')).toEqual([{ place: 2, text: 'α 0.02 γ 0.9' }])
})

test('a run that is over cannot be changed, but trained again from the same initial weights', async () => {
  const { wrapper, fake, button, asked } = await mountTrain(sampleRun())
  expect(wrapper.find('form').exists()).toBe(false)
  const again = sampleRun({ id: 'r2', number: 2, status: 'queued' })
  fake.answers.startRun = () => again
  await button('Train again').trigger('click')
  await flushPromises()
  const { experiment } = sampleDetails()
  expect(asked('startRun')).toEqual([
    { name: 'startRun', argument: { experiment, directory: null, paused: false, pace: null } },
  ])
  expect(window.location.hash).toBe('#/train/r2')
})

test('a run that began from a checkpoint says from which', async () => {
  const origin = { runId: 'r9', number: 9, name: 'Parent', checkpoint: 'epoch:2', step: 1500 }
  const { wrapper } = await mountTrain(sampleRun({ origin }))
  expect(wrapper.text()).toContain('#9 Parent, epoch:2, step 1,500')
})

test('an alarm offers a run with what it suggests', async () => {
  const alarm = { kind: 'divergence', layer: null, step: 10, clearedAt: null, evidence: {} } as const
  const { fake, button, asked } = await mountTrain(running, { alarms: [alarm] })
  fake.answers.startRun = () => sampleRun({ id: 'r2', number: 2, status: 'queued' })
  await button('Train with rate 0.01').trigger('click')
  await flushPromises()
  expect(asked('startRun')).toMatchObject([{ argument: { experiment: { optimizer: { learningRate: 0.01 } } } }])
})
