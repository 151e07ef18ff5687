import { beforeEach, expect, test } from 'vitest'
import type { RunStatus } from '../../../src-main/protocol.ts'
import { announceRuns } from '../../../src-renderer/frame/announce-runs.ts'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { createFakeLab, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'
import { defineComponent } from 'vue'

const Announcer = defineComponent({
  setup() {
    announceRuns()
    return () => null
  },
})

async function announced(before: RunStatus, after: RunStatus, fake: FakeLab = createFakeLab()): Promise<string[]> {
  await mountView(Announcer, {}, { fake })
  fake.happen({ type: 'run', run: sampleRun({ status: before }) })
  fake.happen({ type: 'run', run: sampleRun({ status: after }) })
  return useNotices().toasts.map((toast) => toast.text)
}

beforeEach(() => (window.location.hash = '#/design'))

test.each([
  ['completed', '#1 Digits 784-100-10 is completed'],
  ['diverged', '#1 Digits 784-100-10 has diverged'],
  ['interrupted', '#1 Digits 784-100-10 was interrupted'],
] as const)('a run that ends %s is announced', async (status, text) => {
  expect(await announced('running', status)).toEqual([text])
})

test('what the person did is not announced: a stop, a rename', async () => {
  expect(await announced('running', 'stopped')).toEqual([])
  expect(await announced('completed', 'completed')).toEqual([])
})

test('the run that is looked at needs no announcement', async () => {
  window.location.hash = '#/train/r00000001'
  expect(await announced('running', 'completed')).toEqual([])
})

test('the announcement leads to the run', async () => {
  await announced('running', 'completed')
  useNotices().toasts[0]!.action!.run()
  expect(useNavigation().location).toEqual({ place: 'train', runId: 'r00000001' })
})
