import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import StatusLine from '../../../src-renderer/frame/StatusLine.vue'
import { createFakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'

afterEach(() => vi.restoreAllMocks())

const running = sampleRun({
  id: 'r7',
  number: 7,
  name: 'Moons',
  status: 'running',
  step: 500,
  samplesPerSecond: 81_200,
})

test('it says when nothing is training', async () => {
  const { wrapper } = await mountView(StatusLine, {}, { fake: createFakeLab([sampleRun()]) })
  expect(wrapper.text()).toBe('Nothing is training')
})

test('it tells what runs and waits, how fast, how far, and leads to the run', async () => {
  const fake = createFakeLab([running, sampleRun({ id: 'r8', number: 8, status: 'queued' })])
  const { wrapper } = await mountView(StatusLine, {}, { fake })
  for (const text of ['1 running', '1 queued', '81,200 samples/s', '#7 Moons', '40%']) {
    expect(wrapper.text()).toContain(text)
  }
  await wrapper.get('button.run').trigger('click')
  expect(window.location.hash).toBe('#/train/r7')
})

test('it says when the lab is out of reach, and when it is back', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const { wrapper, fake } = await mountView(StatusLine, {}, { fake: createFakeLab([running]) })
  fake.reachable = false
  fake.drop()
  await flushPromises()
  expect(wrapper.get('[role=alert]').text()).toContain('connection to the lab is lost')
  fake.reachable = true
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(wrapper.text()).toContain('1 running')
})
