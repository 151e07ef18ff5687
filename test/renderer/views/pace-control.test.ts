import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { RunSummary } from '../../../src-main/protocol.ts'
import TrainControls from '../../../src-renderer/views/train/TrainControls.vue'
import { createFakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleDetails, sampleRun } from '../support/sample-runs.ts'

async function mountControls(changes: Partial<RunSummary>, language: 'en' | 'ru' = 'en') {
  const run = sampleRun({ step: 250, totalSteps: 1250, ...changes })
  const fake = createFakeLab([run])
  fake.answers.paceRun = () => null
  fake.answers.startRun = () => sampleRun({ id: 'rnew' })
  const { wrapper } = await mountView(TrainControls, { run, details: sampleDetails(run) }, { fake, language })
  const button = (text: string) => wrapper.findAll('button').find((one) => one.text() === text)
  const asked = (name: string) => fake.requests.filter((request) => request.name === name).map((one) => one.argument)
  const press = async (key: string, shiftKey = false) => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, code: `Key${key.toUpperCase()}` }))
    await flushPromises()
  }
  return { wrapper, run, button, asked, press }
}

test('a run at its own pace says which, and is let go by one press', async () => {
  const { wrapper, run, button, asked } = await mountControls({ status: 'running', stepsPerSecond: 50 })
  const select = wrapper.find('select')
  expect(select.element.selectedOptions[0]?.text).toBe('50 steps/s')
  expect(select.findAll('option').map((option) => option.text())).toEqual([
    ...['1 step/s', '2 steps/s', '5 steps/s', '10 steps/s', '20 steps/s', '50 steps/s', '100 steps/s'],
    ...['200 steps/s', '500 steps/s', '1,000 steps/s', 'Full speed'],
  ])
  await button('Full speed')!.trigger('click')
  await select.setValue('2')
  expect(asked('paceRun')).toEqual([
    { runId: run.id, stepsPerSecond: null },
    { runId: run.id, stepsPerSecond: 2 },
  ])
})

test('a run at full speed is slowed down so that what is left can be watched', async () => {
  const { run, button, asked } = await mountControls({ status: 'running' })
  await button('Slow motion')!.trigger('click')
  // 1000 steps: 20 seconds.
  expect(asked('paceRun')).toEqual([{ runId: run.id, stepsPerSecond: 50 }])
})

test('keys make it slower and faster', async () => {
  const { asked, press } = await mountControls({ status: 'paused', stepsPerSecond: 1000 })
  await press('s')
  await press('f')
  await press('F', true)
  expect(asked('paceRun')).toMatchObject([{ stepsPerSecond: 500 }, { stepsPerSecond: null }, { stepsPerSecond: null }])
})

test('the slowest pace has none below it', async () => {
  const { asked, press } = await mountControls({ status: 'paused', stepsPerSecond: 1 })
  await press('s')
  expect(asked('paceRun')).toEqual([])
})

test('a pace that is not in the list is shown all the same, and in Russian in its own words', async () => {
  const { wrapper } = await mountControls({ status: 'running', stepsPerSecond: 3 }, 'ru')
  expect(wrapper.find('select').element.selectedOptions[0]?.text).toBe('3 шага/с')
  expect(wrapper.text()).toContain('Без замедления')
})

test('a run that was over at once is watched again, as a new one', async () => {
  const { run, button, asked } = await mountControls({ status: 'completed', step: 1250, seconds: 0.3 })
  await button('Watch it learn again')!.trigger('click')
  await flushPromises()
  const { experiment } = sampleDetails(run)
  expect(asked('startRun')).toEqual([{ experiment, directory: null, paused: false, pace: 'watchable' }])
  expect(window.location.hash).toBe('#/train/rnew')
})

test('one that took its time is not', async () => {
  const { button } = await mountControls({ status: 'completed', step: 1250, seconds: 30 })
  expect(button('Watch it learn again')).toBeUndefined()
})
