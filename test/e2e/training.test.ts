import { execFileSync } from 'node:child_process'
import { expect, test } from './support/test.ts'
import { choose, fill, go, picture, train, untilStatus } from './support/pages.ts'

const epochs = 100_000

test('a run is paused, trained step by step, resumed and stopped', async ({ page }) => {
  await fill(page, 'Epochs', epochs)
  await train(page)
  await untilStatus(page, 'Running')
  await expect(page.getByRole('img', { name: /^Loss; Training 0\.\d+/ })).toBeVisible()
  await picture(page, 'train-live')

  await page.getByRole('button', { name: 'Pause' }).click()
  await untilStatus(page, 'Paused')
  const step = async () =>
    Number(/step ([\d,]+) of/.exec(await page.getByRole('main').innerText())?.[1]?.replaceAll(',', '')) // prettier-ignore
  const before = await step()
  await page.getByRole('button', { name: 'One batch' }).click()
  await expect.poll(step).toBe(before + 1)
  // 400 training samples in batches of 16: the epoch ends at the next multiple of 25.
  await page.getByRole('button', { name: 'One epoch' }).click()
  await expect.poll(step).toBe((Math.floor((before + 1) / 25) + 1) * 25)

  await page.getByRole('button', { name: 'Resume' }).click()
  await untilStatus(page, 'Running')
  await page.getByRole('button', { name: 'Stop' }).click()
  await untilStatus(page, 'Stopped')
  await expect(page.getByRole('button', { name: 'Export weights' })).toBeEnabled()
})

test('when the process that trains is killed, the page says so, and the run can be resumed', async ({ page, host }) => {
  test.skip(
    process.platform !== 'linux' || host === 'electron',
    'processes are found by ps, below the lab of this test',
  )
  await fill(page, 'Epochs', epochs)
  await train(page)
  await untilStatus(page, 'Running')
  const engines = execFileSync('pgrep', ['-f', 'out/main/engine.js'], { encoding: 'utf8' }).trim().split('\n')
  for (const engine of engines) process.kill(Number(engine), 'SIGKILL')
  await untilStatus(page, 'Interrupted')
  await expect(page.getByText(/ended unexpectedly/)).toBeVisible()
  await picture(page, 'train-interrupted')

  await page.getByRole('button', { name: 'Resume' }).click()
  await untilStatus(page, 'Running')
  await page.getByRole('button', { name: 'Stop' }).click()
  await untilStatus(page, 'Stopped')
})

test('a rate that is far too large ends as diverged, with a reason and advice', async ({ page }) => {
  await choose(page, 'Loss', 'Mean squared error')
  await page.getByRole('list', { name: 'Layers of the network' }).getByRole('button', { name: /^Sigmoid/ }).click() // prettier-ignore
  await page.keyboard.press('Delete')
  await fill(page, 'Learning rate', 1000)
  await train(page)
  await untilStatus(page, 'Diverged')
  await expect(page.getByText(/the loss became/i)).toBeVisible()
  await picture(page, 'train-diverged')
})

test('runs are renamed, deleted and brought back', async ({ page }) => {
  await fill(page, 'Epochs', 1)
  await train(page)
  await untilStatus(page, 'Completed')
  await go(page, 'Runs')
  const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row', { name: /Choose run/ })
  await page.getByRole('button', { name: 'Actions for run 1' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.keyboard.type('A name of its own')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /A name of its own/ })).toBeVisible()

  await page.getByRole('button', { name: 'Actions for run 1' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(rows).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rows).toHaveCount(1)
})
