import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../store/temporary-store.ts'
import { longestPause } from '../support/longest-pause.ts'
import { experiment, openTestLab, type TestLab } from './temporary-lab.ts'

const oneLayer = {
  network: { layers: [{ type: 'dense', units: 10 }, { type: 'softmax' }] },
  loss: 'categorical_cross_entropy',
}
/** In milliseconds; drawing the data below on the thread of the lab takes several times as long. */
const longestAllowed = 300

async function pauseOfFirstEvaluation(lab: TestLab, dataset: Readonly<Record<string, unknown>>): Promise<number> {
  const { id } = await lab.start(experiment(1, { ...oneLayer, dataset }))
  await lab.untilStatus(id, 'completed')
  return longestPause(() => lab.ask('evaluateRun', { runId: id, checkpoint: 'last', part: 'test' }))
}

test('the lab answers others while drawn images are made for the first evaluation', async () => {
  expect(await pauseOfFirstEvaluation(openTestLab(), { name: 'digits', samples: 10_000 })).toBeLessThan(longestAllowed)
})

test('the lab answers others while a large network is written, archived and brought in', async () => {
  const lab = openTestLab()
  const layers = [{ type: 'dense', units: 1500 }, { type: 'relu' }, { type: 'dense', units: 10 }, { type: 'softmax' }]
  const dataset = { name: 'digits', samples: 100 }
  const { id } = await lab.start(experiment(1, { ...oneLayer, dataset, network: { layers } }))
  await lab.untilStatus(id, 'completed')
  const wish = { runId: id, checkpoint: 'last', fileName: null } as const
  expect(await longestPause(() => lab.ask('previewExport', { ...wish, format: 'json' }))).toBeLessThan(longestAllowed)

  const file = join(temporaryFolder(), 'lab.zip')
  expect(await longestPause(() => lab.lab.archive([id], file))).toBeLessThan(longestAllowed)
  const other = openTestLab()
  const incoming = { file: { kind: 'path', path: file }, destination: null } as const
  expect(await longestPause(() => other.ask('importFile', incoming))).toBeLessThan(longestAllowed)
}, 60_000)
