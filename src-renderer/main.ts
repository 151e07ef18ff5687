import './zod-without-eval.ts'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { createHost } from './host/create-host.ts'
import { createLabClient } from './host/lab-client.ts'
import { hostKey, labKey } from './host/lab.ts'
import { createTexts } from './i18n/i18n.ts'
import { useAlarms } from './stores/alarms.ts'
import { useCarryingProgress } from './stores/carrying-progress.ts'
import { useChanges } from './stores/changes.ts'
import { useConnection } from './stores/connection.ts'
import { useCurves } from './stores/curves.ts'
import { useInsights } from './stores/insights.ts'
import { useLabSettings } from './stores/lab-settings.ts'
import { useNotices } from './stores/notices.ts'
import { usePreferences } from './stores/preferences.ts'
import { useRuns } from './stores/runs.ts'
import { useStoredSets } from './stores/stored-sets.ts'
import { useSelection } from './stores/selection.ts'
import './styles/tokens.css'
import './styles/base.css'

const app = createApp(App)
const host = createHost()
const lab = createLabClient(host)

app.use(createPinia())
app.provide(hostKey, host)
app.provide(labKey, lab)

const preferences = usePreferences()
const texts = createTexts(preferences.preferences.language)
watch(
  () => preferences.preferences.language,
  (language) => (texts.global.locale.value = language),
)
app.use(texts)

// Every store that follows the lab exists before the first snapshot arrives.
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

const notices = useNotices()
app.config.errorHandler = (error) => notices.fail(error)
window.addEventListener('unhandledrejection', (event) => notices.fail(event.reason))

app.mount('#app')
lab.start()
