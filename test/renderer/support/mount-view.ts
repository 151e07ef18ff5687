import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { TooltipProvider } from 'reka-ui'
import { afterEach } from 'vitest'
import { createApp, defineComponent, h, type App, type Component } from 'vue'
import { createTexts } from '../../../src-renderer/i18n/i18n.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import { hostKey, labKey } from '../../../src-renderer/host/lab.ts'
import { createLabClient, type LabClient } from '../../../src-renderer/host/lab-client.ts'
import { useAlarms } from '../../../src-renderer/stores/alarms.ts'
import { useCarryingProgress } from '../../../src-renderer/stores/carrying-progress.ts'
import { useChanges } from '../../../src-renderer/stores/changes.ts'
import { useConnection } from '../../../src-renderer/stores/connection.ts'
import { useCurves } from '../../../src-renderer/stores/curves.ts'
import { useInsights } from '../../../src-renderer/stores/insights.ts'
import { useLabSettings } from '../../../src-renderer/stores/lab-settings.ts'
import { useRuns } from '../../../src-renderer/stores/runs.ts'
import { useStoredSets } from '../../../src-renderer/stores/stored-sets.ts'
import { useSelection } from '../../../src-renderer/stores/selection.ts'
import { createFakeLab, type FakeLab } from './fake-lab.ts'

enableAutoUnmount(afterEach)
// What a window keeps for the next start is not for the next test.
afterEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

/** Stores that follow a fake lab, connected; use the stores directly after this. */
export async function connectStores(
  fake: FakeLab = createFakeLab(),
): Promise<{ fake: FakeLab; app: App; lab: LabClient }> {
  const app = createApp({ render: () => null })
  const lab = createLabClient(fake.host)
  const pinia = createPinia()
  app.use(pinia).provide(labKey, lab).provide(hostKey, fake.host)
  setActivePinia(pinia)
  useConnection()
  useLabSettings()
  useRuns()
  useCurves()
  useAlarms()
  useChanges()
  useCarryingProgress()
  useInsights()
  useSelection()
  useStoredSets()
  lab.start()
  await flushPromises()
  return { fake, app, lab }
}

/** A component on the page with texts, stores and a connected fake lab; `{ wrapper, fake }`. */
export async function mountView(
  component: Component,
  props: Record<string, unknown> = {},
  { fake = createFakeLab(), language = 'en' }: { fake?: FakeLab; language?: Language } = {},
): Promise<{ wrapper: VueWrapper; fake: FakeLab }> {
  const { app, lab } = await connectStores(fake)
  const pinia = app.config.globalProperties.$pinia
  // Tooltips ask for their provider, which App.vue is in the window.
  const Provided = defineComponent(() => () => h(TooltipProvider, () => h(component, props)))
  const wrapper = mount(Provided, {
    attachTo: document.body,
    global: {
      // There is no canvas to draw on here; what would be drawn is tested in charts/.
      stubs: { LineChart: true, ScatterChart: true },
      plugins: [pinia, createTexts(language)],
      provide: { [labKey]: lab, [hostKey]: fake.host },
    },
  })
  await flushPromises()
  return { wrapper, fake }
}
