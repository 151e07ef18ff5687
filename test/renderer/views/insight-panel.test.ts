import { expect, test } from 'vitest'
import InsightPanel from '../../../src-renderer/views/train/InsightPanel.vue'
import { createFakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleDetails, sampleRun } from '../support/sample-runs.ts'

test.each([
  ['completed', [{ key: 'file', name: 'flats.csv', folders: false }], 'Данные этого запуска не найдены'],
  ['completed', [], 'Появится после первых пакетов.'],
  ['running', [{ key: 'file', name: 'flats.csv', folders: false }], 'Появится после первых пакетов.'],
] as const)('of a %s run that lacks %j it says: %s', async (status, missing, text) => {
  const run = sampleRun({ status })
  const fake = createFakeLab([run])
  fake.answers.watchRun = () => ({ live: false })
  fake.answers.getPlaneSamples = () => null
  fake.answers.getInsight = () => null
  const props = { run, details: { ...sampleDetails(run), missing } }
  const { wrapper } = await mountView(InsightPanel, props, { fake, language: 'ru' })
  expect(wrapper.text()).toContain(text)
})
