import { beforeEach, expect, test } from 'vitest'
import { defineComponent } from 'vue'
import { keepDraft } from '../../../src-renderer/design/autosave.ts'
import { starterExperiment } from '../../../src-renderer/design/starter.ts'
import { beginInGallery } from '../../../src-renderer/frame/first-start.ts'
import { labKey } from '../../../src-renderer/host/lab.ts'
import { createLabClient } from '../../../src-renderer/host/lab-client.ts'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'
import { createPinia, setActivePinia } from 'pinia'
import { flushPromises, mount } from '@vue/test-utils'
import { createFakeLab } from '../support/fake-lab.ts'
import { sampleRun } from '../support/sample-runs.ts'

beforeEach(() => {
  localStorage.clear()
  window.location.hash = ''
})

/** Where a start ends up, before the lab has answered and after. */
async function start(runs = [] as Parameters<typeof createFakeLab>[0]): Promise<string[]> {
  const lab = createLabClient(createFakeLab(runs).host)
  const pinia = createPinia()
  setActivePinia(pinia)
  mount(defineComponent({ setup: () => (beginInGallery(), () => null) }), {
    global: { plugins: [pinia], provide: { [labKey as symbol]: lab } },
  })
  const before = useNavigation().location.place
  lab.start()
  await flushPromises()
  return [before, useNavigation().location.place]
}

test('a first start begins in the gallery', async () => {
  expect(await start()).toEqual(['gallery', 'gallery'])
})

test('a lab with runs begins in Design, even where no draft is kept', async () => {
  expect((await start([sampleRun()])).at(-1)).toBe('design')
})

test('a draft and an address are gone on with', async () => {
  window.location.hash = '#/runs'
  expect(await start()).toEqual(['runs', 'runs'])
  window.location.hash = ''
  const experiment = starterExperiment()
  keepDraft(localStorage, { experiment, directory: null, savedId: null, baseline: experiment })
  expect(await start()).toEqual(['design', 'design'])
})
