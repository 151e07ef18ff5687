import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import SideBar from '../../../src-renderer/frame/SideBar.vue'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'
import { useRuns } from '../../../src-renderer/stores/runs.ts'
import { createFakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'

test('Train, Ledger and Evaluate lead to the run that is looked at, until it is deleted', async () => {
  const older = sampleRun({ id: 'r3', number: 3 })
  const fake = createFakeLab([older, sampleRun({ id: 'r4', number: 4 })])
  fake.answers.deleteRun = () => null
  window.location.hash = '#/train/r3'
  const { wrapper } = await mountView(SideBar, {}, { fake })
  const links = () =>
    wrapper
      .findAll('a')
      .map((link) => link.attributes('href'))
      .slice(0, 5)
  const runs = useRuns()
  await flushPromises()
  expect(links()).toEqual(['#/design', '#/train/r3', '#/ledger/r3', '#/evaluate/r3', '#/compare'])
  useNavigation().go('evaluate', 'r3')
  await flushPromises()
  expect(links()[1]).toBe('#/train/r3')
  await runs.remove('r3')
  await flushPromises()
  expect(links()).toEqual(['#/design', '#/train', '#/ledger', '#/evaluate', '#/compare'])
})
