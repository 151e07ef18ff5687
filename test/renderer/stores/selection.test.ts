import { beforeEach, expect, test } from 'vitest'
import { useSelection } from '../../../src-renderer/stores/selection.ts'
import { createFakeLab } from '../support/fake-lab.ts'
import { connectStores } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'

const ids = Array.from({ length: 12 }, (_, i) => `r${i + 1}`)

async function selectionOf() {
  const fake = createFakeLab(ids.map((id, i) => sampleRun({ id, number: i + 1 })))
  await connectStores(fake)
  return { fake, selection: useSelection() }
}

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
})

test('a run is chosen and given up by the same action', async () => {
  const { selection } = await selectionOf()
  selection.toggle('r1')
  selection.toggle('r2')
  selection.toggle('r1')
  expect(selection.runIds).toEqual(['r2'])
})

test('an eleventh run is not taken in', async () => {
  const { selection } = await selectionOf()
  selection.choose(ids)
  expect(selection.runIds).toHaveLength(10)
  selection.toggle('r11')
  expect(selection.has('r11')).toBe(false)
})

test('choosing a run twice chooses it once', async () => {
  const { selection } = await selectionOf()
  selection.choose(['r1', 'r1'])
  selection.toggle('r1', true)
  expect(selection.runIds).toEqual(['r1'])
})

test('a deleted run leaves the choice', async () => {
  const { fake, selection } = await selectionOf()
  selection.choose(['r1', 'r2'])
  selection.hovered = 'r1'
  fake.happen({ type: 'runDeleted', runId: 'r1' })
  expect(selection.runIds).toEqual(['r2'])
  expect(selection.hovered).toBeNull()
})

test('the choice survives a reload of the page, but not runs that are gone', async () => {
  sessionStorage.setItem('backprop-lab.compared', '["r3", "gone", "r1"]')
  const { selection } = await selectionOf()
  expect(selection.runIds).toEqual(['r3', 'r1'])
})
