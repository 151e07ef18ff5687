import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { ArchivedRun, FileInspection, ImportReport } from '../../../src-main/protocol.ts'
import ImportDialog from '../../../src-renderer/components/carrying/ImportDialog.vue'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import { useImporting } from '../../../src-renderer/stores/importing.ts'
import { createFakeLab, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'

const missing = [{ key: 'file', name: 'penguins.csv', folders: false }]
const archived = { id: 'a', name: 'Penguins', status: 'completed', epoch: 9, checkpoints: 2 } as const

function lab(runs: readonly ArchivedRun[], present = false): FakeLab {
  const fake = createFakeLab()
  fake.answers.listExperiments = () => []
  fake.answers.listExamples = () => []
  fake.answers.cancelCarrying = () => null
  fake.answers.inspectFile = () =>
    ({
      name: 'lab.zip',
      bytes: 9,
      content: { kind: 'archive', runs, experiments: 0, present },
    }) satisfies FileInspection
  fake.answers.importFile = () =>
    ({
      kind: 'archive',
      experiments: 0,
      runs: runs.map(({ id, name, outcome, missing }) => ({
        run: sampleRun({ id, name }),
        archivedId: id,
        outcome,
        missing,
      })),
    }) satisfies ImportReport
  return fake
}

async function openDialog(fake: FakeLab, language: Language = 'en') {
  const host = { ...fake.host, chooseFile: () => Promise.resolve('/data/lab.zip') }
  await mountView(ImportDialog, {}, { fake: { ...fake, host }, language })
  await useImporting().chooseFile('')
  await flushPromises()
  const dialog = document.querySelector<HTMLElement>('[role=dialog]')!
  const rows = (selector: string) => [...dialog.querySelectorAll(selector)].map((row) => words(row))
  const button = (text: string) => [...dialog.querySelectorAll('button')].find((one) => words(one) === text)!
  return { dialog, rows, button }
}

const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim()

const runs: readonly ArchivedRun[] = [
  { ...archived, outcome: 'added', missing },
  { ...archived, id: 'b', name: 'Moons', outcome: 'added', missing: [] },
]

test('a run of an archive whose data is not here says so, before and after', async () => {
  const { rows, button } = await openDialog(lab(runs))
  expect(rows('.becomes')).toEqual(['new Its data is not here: penguins.csv', 'new'])
  button('Import').click()
  await flushPromises()
  expect(rows('.run .muted')).toEqual(['Added Its data is not here: penguins.csv', 'Added'])
})

test('in Russian too', async () => {
  const { rows } = await openDialog(lab(runs), 'ru')
  expect(rows('.becomes')).toEqual(['новый Данных здесь нет: penguins.csv', 'новый'])
})

test('an archive of which everything is here cannot be imported, and says why', async () => {
  const { dialog, button } = await openDialog(lab([{ ...archived, outcome: 'present', missing: [] }], true))
  expect(button('Import').disabled).toBe(true)
  expect(words(dialog)).toContain('Everything in the archive is in the lab already: there is nothing to import.')
})
