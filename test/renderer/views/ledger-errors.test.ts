import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import { inputError } from '../../../src-engine/problem.ts'
import { say } from '../../../src-engine/sentence.ts'
import LedgerView from '../../../src-renderer/views/ledger/LedgerView.vue'
import { createFakeLab, FakeRefusal } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleDetails, sampleRun } from '../support/sample-runs.ts'

beforeEach(() => {
  window.location.hash = '#/ledger'
})

const { problems } = inputError(
  ['network', 'layers', 1, 'weightInit', 'std'],
  say('is {found}', { found: -1 }),
  say('must be at least {limit}', { limit: 0 }),
)

async function alertOf(hash: string, language: 'en' | 'ru'): Promise<string> {
  window.location.hash = hash
  const run = sampleRun({ id: 'r1' })
  const fake = createFakeLab([run])
  fake.answers.getRun = () => sampleDetails(run)
  fake.answers.getLedger = () => {
    throw new FakeRefusal({ code: 'input', message: 'bad', problems })
  }
  const { wrapper } = await mountView(LedgerView, {}, { fake, language })
  await flushPromises()
  return wrapper.get('[role="alert"] .line').text()
}

test('what is wrong with the design is told by the words of its form', async () => {
  expect(await alertOf('#/ledger', 'ru')).toBe(
    'Слой 2 · Инициализация весов · Станд. отклонение: сейчас -1; должно быть не меньше 0',
  )
  expect(await alertOf('#/ledger', 'en')).toBe(
    'Layer 2 · Weight initialisation · Standard deviation: is -1; must be at least 0',
  )
})

test('what is wrong with a stored run by the place in its file', async () => {
  expect(await alertOf('#/ledger/r1', 'en')).toMatch(/^network\.layers\[1\]\.weightInit\.std: /)
})
