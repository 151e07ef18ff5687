import { expect, test } from 'vitest'
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
