import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { alarmTexts } from '../../../src-engine/explain/alarm-texts.ts'
import { alarmKinds, evidenceNumbers } from '../../../src-engine/explain/alarms/alarm.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import type { Alarm } from '../../../src-main/protocol.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import en from '../../../src-renderer/locales/en/alarms.ts'
import ru from '../../../src-renderer/locales/ru/alarms.ts'
import TrainView from '../../../src-renderer/views/train/TrainView.vue'
import { createFakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleDetails, samplePoint, sampleRun } from '../support/sample-runs.ts'

const symmetry: Alarm = {
  kind: 'symmetry',
  layer: 0,
  step: 1200,
  clearedAt: null,
  evidence: { identical: 6, units: 8, groups: 2 },
}
const divergence: Alarm = {
  kind: 'divergence',
  layer: null,
  step: 1240,
  clearedAt: null,
  evidence: { loss: Infinity, lowest: 0.25 },
}

async function mountTrain(alarms: readonly Alarm[], language: Language = 'en') {
  const fake = createFakeLab([sampleRun({ status: 'running', metrics: null })])
  const details = sampleDetails()
  const network = { layers: [{ type: 'dense', units: 8, weightInit: { type: 'zeros' } }, { type: 'sigmoid' }] }
  const experiment = parseExperiment({ ...details.experiment, network })
  fake.answers.getRun = () => ({ ...details, experiment, alarms })
  fake.answers.getCurves = () => [samplePoint('train.loss', 250, 0.5)]
  const { wrapper } = await mountView(TrainView, {}, { fake, language })
  const shown = () => wrapper.findAll('.alarm').map((one) => one.text().replace(/\s+/g, ' '))
  const marks = () => wrapper.findComponent({ name: 'LineChart' }).props('marks') as number[]
  return { wrapper, fake, shown, marks, text: () => wrapper.text() }
}

test('a run without alarms has no section for them', async () => {
  const { shown, text } = await mountTrain([])
  expect(shown()).toEqual([])
  expect(text()).not.toContain('Alarms')
})

test('an alarm says what, where, since when, by which numbers and what to try', async () => {
  const { shown, text } = await mountTrain([symmetry, divergence])
  expect(text()).toContain('Alarms')
  const [first, second] = shown()
  expect(first).toContain('Units move together')
  expect(first).toContain('layer 1, Dense 8 · since step 1,200')
  for (const number of ['units with a twin6', 'units of the layer8', 'groups of twins2'])
    expect(first).toContain(number)
  expect(first).toContain(alarmTexts.symmetry.remedies[0])
  expect(second).toContain('the whole network · since step 1,240')
  for (const number of ['loss∞', 'lowest loss0.2500']) expect(second).toContain(number)
  for (const remedy of alarmTexts.divergence.remedies) expect(second).toContain(remedy)
})

test('the loss axis is marked where alarms were raised, in epochs', async () => {
  const { marks } = await mountTrain([symmetry, divergence])
  expect(marks()).toEqual([4.8, 4.96])
})

test('the alarms are told in Russian to whom reads Russian', async () => {
  const { shown, text } = await mountTrain([symmetry, divergence], 'ru')
  expect(text()).toContain('Предупреждения')
  const [first, second] = shown()
  expect(first).toMatch(/^Симметрия ?слой 1, Полносвязный 8 · с шага 1\s200/)
  expect(first).toContain('одинаковых нейронов6')
  expect(second).toMatch(/^Расходимость ?вся сеть/)
  expect(second).toContain('наименьшие потери0,2500')
})

test('alarms follow the events: raised, cleared, and as they stood at the step the run goes back to', async () => {
  const { fake, shown } = await mountTrain([symmetry])
  const runId = sampleRun().id
  fake.happen({ type: 'alarms', runId: 'another', raised: [divergence], cleared: [] })
  fake.happen({
    type: 'alarms',
    runId,
    raised: [divergence],
    cleared: [{ ...symmetry, clearedAt: 1245 }],
  })
  await flushPromises()
  expect(shown()).toHaveLength(2)
  expect(shown()[0]).toContain('steps 1,200 to 1,245, cleared')
  expect(shown()[0]).not.toContain('What to try')
  fake.happen({ type: 'rewound', runId, step: 1230 })
  await flushPromises()
  expect(shown()).toHaveLength(1)
  expect(shown()[0]).toContain('since step 1,200')
})

test('every kind and every number of the engine has its texts in both languages, and as many things to try', () => {
  for (const kind of alarmKinds) {
    const { title, meaning, remedies } = alarmTexts[kind]
    expect(en.kinds[kind]).toEqual({ title, meaning, remedies: remedies.join('\n') })
    for (const text of [ru.kinds[kind].title, ru.kinds[kind].meaning]) expect(text).toMatch(/[а-я]/)
    expect(ru.kinds[kind].remedies.split('\n'), kind).toHaveLength(remedies.length)
  }
  const names = Object.keys(evidenceNumbers).sort()
  expect(Object.keys(en.evidence).sort()).toEqual(names)
  expect(Object.keys(ru.evidence).sort()).toEqual(names)
  expect(Object.values(ru.evidence).filter((text) => !/[а-я]/.test(text))).toEqual([])
})

test('beside the curves it is said how many there are, and a press leads to them', async () => {
  const { wrapper } = await mountTrain([symmetry, divergence])
  document.body.append(wrapper.element as Node)
  const button = wrapper.findAll('button').find((one) => one.text() === '2 alarms')!
  await button.trigger('click')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Alarms')
  const none = await mountTrain([])
  expect(none.text()).not.toMatch(/\d alarm/)
})
