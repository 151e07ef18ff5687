import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import ArchiveDialog from '../../../src-renderer/components/carrying/ArchiveDialog.vue'
import { archiveFileName } from '../../../src-engine/formats/file-names.ts'
import { createFakeLab, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'

const runs = [sampleRun({ id: 'a', number: 1, name: 'First' }), sampleRun({ id: 'b', number: 2, name: 'Second' })]
const content = Uint8Array.from({ length: 10 }, (_, i) => i)

function lab(): FakeLab {
  const fake = createFakeLab(runs)
  fake.answers.planArchive = () => ({ runs: 2, checkpoints: 3, checkpointBytes: 2_500_000, busy: [] })
  fake.answers.archiveRuns = () => ({ id: 'w1', bytes: content.length, sha256: '' })
  fake.answers.readPart = ({ offset }) => ({ bytes: content.subarray(offset, offset + 4) })
  fake.answers.forgetFile = () => null
  fake.answers.cancelCarrying = () => null
  return fake
}

async function openDialog(fake: FakeLab) {
  const open = ref(false)
  const Opened = defineComponent(
    () => () => h(ArchiveDialog, { runs, open: open.value, 'onUpdate:open': (value: boolean) => (open.value = value) }),
  )
  await mountView(Opened, {}, { fake })
  open.value = true
  await flushPromises()
  const dialog = document.querySelector<HTMLElement>('[role=dialog]')!
  const button = (text: string) =>
    [...dialog.querySelectorAll('button')].find((one) => one.textContent.trim() === text)!
  const save = async (): Promise<void> => {
    dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
  }
  return { open, dialog, button, save }
}

test('what will be in it is told first; then its parts are fetched, saved as one, and let go', async () => {
  const fake = lab()
  const { open, dialog, save } = await openDialog(fake)
  const facts = [...dialog.querySelectorAll('dd')].map((one) => one.textContent)
  expect(facts).toEqual(['2 runs: #1, #2', '3', '2.5 MB of checkpoints, with curves and settings beside them'])
  await save()
  expect(fake.saved).toEqual([{ name: 'runs_2.zip', bytes: content }])
  expect(fake.requests.at(-1)).toEqual({ name: 'forgetFile', argument: { id: 'w1' } })
  expect(open.value).toBe(false)
})

test('runs that train are named, and nothing can be saved before they end', async () => {
  const fake = lab()
  fake.answers.planArchive = () => ({ runs: 2, checkpoints: 0, checkpointBytes: 0, busy: [{ id: 'b', number: 2, name: 'Second' }] }) // prettier-ignore
  const { dialog, button } = await openDialog(fake)
  expect(dialog.textContent).toContain('#2 Second is training. Pause it first')
  expect(button('Save').disabled).toBe(true)
})

test('while it is written its progress is shown, and cancelling ends it without a word of failure', async () => {
  const fake = lab()
  const waiting = Promise.withResolvers<never>()
  fake.answers.archiveRuns = () => waiting.promise
  const { open, dialog, save } = await openDialog(fake)
  await save()
  const { ticket } = fake.requests.find(({ name }) => name === 'archiveRuns')!.argument as { ticket: string }
  fake.tell({ type: 'carrying', ticket, progress: { stage: 'writing', share: 0.25 } })
  await flushPromises()
  expect(dialog.querySelector('progress')!.value).toBe(0.25)
  const cancel = [...dialog.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Cancel')!
  cancel.click()
  expect(fake.requests.at(-1)).toEqual({ name: 'cancelCarrying', argument: { ticket } })
  waiting.reject(new Error('cancelled'))
  await flushPromises()
  expect(dialog.querySelector('[role=alert]')).toBeNull()
  expect([fake.saved, open.value]).toEqual([[], true])
})

test.each([
  [['Луны / 2'], 'луны_2.zip'],
  [['a', 'b', 'c'], 'runs_3.zip'],
  [['???'], 'runs_1.zip'],
])('runs called %j are archived as %s', (names, file) => {
  expect(archiveFileName(names)).toBe(file)
})
