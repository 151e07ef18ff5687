import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { defineComponent } from 'vue'
import { restorePlace } from '../../../src-renderer/frame/restore-place.ts'
import { labKey } from '../../../src-renderer/host/lab.ts'
import { createLabClient } from '../../../src-renderer/host/lab-client.ts'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'
import { createFakeLab } from '../support/fake-lab.ts'
import { sampleRun } from '../support/sample-runs.ts'

/** A page opened anew, in a window of its own, with these runs in the lab. */
async function openPage(runIds: readonly string[]) {
  window.location.hash = ''
  sessionStorage.clear()
  const lab = createLabClient(createFakeLab(runIds.map((id, i) => sampleRun({ id, number: i + 1 }))).host)
  const pinia = createPinia()
  setActivePinia(pinia)
  mount(defineComponent({ setup: () => (restorePlace(), () => null) }), {
    global: { plugins: [pinia], provide: { [labKey as symbol]: lab } },
  })
  lab.start()
  await flushPromises()
  return useNavigation()
}

beforeEach(() => localStorage.clear())

test('a page that is opened again is at the place and the run where it was left', async () => {
  const before = await openPage(['a', 'b'])
  before.go('evaluate', 'b')
  await flushPromises()
  const after = await openPage(['a', 'b'])
  expect(after.location).toEqual({ place: 'evaluate', runId: 'b' })
  expect(window.location.hash).toBe('#/evaluate/b')
})

test('a run that is gone leaves its place', async () => {
  const before = await openPage(['a', 'b'])
  before.go('train', 'b')
  await flushPromises()
  expect((await openPage(['a'])).location).toEqual({ place: 'train', runId: null })
})

test('what was kept by another version is passed over', async () => {
  localStorage.setItem('backprop-lab.place', '{"place":"attic"')
  expect((await openPage([])).location).toEqual({ place: 'design', runId: null })
})
