import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { choose, fill, go, picture, train, untilStatus } from './support/pages.ts'
import { expect, test } from './support/test.ts'

/** Trains to the end with this learning rate. */
async function trainAt(page: Page, rate: number): Promise<void> {
  await go(page, 'Design')
  await fill(page, 'Learning rate', rate)
  await train(page)
  await untilStatus(page, 'Completed')
}

/** Chooses from the menu that copies and saves; the file's bytes. */
async function save(page: Page, what: string, item: string): Promise<Buffer> {
  await page.getByRole('button', { name: `Copy or save: ${what}` }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item }).click()
  return readFile(await (await download).path())
}

const row = (page: Page, name: RegExp): Locator => page.getByRole('tabpanel').getByRole('row', { name })

test('runs are tagged, found by tag and setting, and compared in numbers, weights and pictures', async ({
  page,
  host,
}) => {
  test.skip(host === 'electron', 'files are saved by dialogs of the system there')
  await fill(page, 'Epochs', 3)
  for (const rate of [0.1, 0.01]) await trainAt(page, rate)
  await go(page, 'Design')
  await choose(page, 'Loss', 'Mean squared error')
  await trainAt(page, 0.01)

  await go(page, 'Runs')
  await page.getByRole('checkbox', { name: 'Choose run 1,' }).check()
  await page.getByRole('checkbox', { name: 'Choose run 2,' }).check()
  await page.getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByLabel('Tags', { exact: true }).fill('cross entropy')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const runs = page.getByRole('table', { name: 'Runs' }).getByRole('row', { name: /Choose run/ })
  await page.getByRole('searchbox').fill('tag="cross entropy" learningRate<0.05')
  await expect(runs).toHaveCount(1)
  await expect(runs.first()).toContainText('cross entropy')
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await page.getByLabel('Group by').selectOption('tag')
  await expect(page.getByRole('button', { name: /^Without tags/ })).toBeVisible()
  await picture(page, 'runs-grouped')
  await page.getByRole('button', { name: 'Compare', exact: true }).click()

  await expect(row(page, /^#1 /).getByRole('img', { name: 'best' })).not.toHaveCount(0)
  const metrics = (await save(page, 'Metrics', 'Save the table')).toString('utf8')
  expect(metrics.trim().split('\r\n')).toHaveLength(3)
  const png = await save(page, 'Overlaid curves', 'Save the picture')
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')

  await page.getByText('Time', { exact: true }).first().click()
  await expect(page.getByText(/worked out from each run’s mean rate/)).toBeVisible()

  await page.getByRole('tab', { name: 'Weights' }).click()
  await page.getByText('Difference', { exact: true }).click()
  await expect(row(page, /^Layer 1 · weights/)).toContainText(/‖Δ‖ [\d.]+ · cos/)
  await picture(page, 'compare-weights')

  await page.getByRole('tab', { name: 'Setting and result' }).click()
  await expect(page.getByRole('img', { name: /Learning rate$/ })).toBeVisible()
  await picture(page, 'compare-scatter')

  await page.getByRole('tab', { name: 'Metrics' }).click()
  await page.getByRole('checkbox', { name: /^Compare #3 / }).check()
  await expect(page.getByText(/No loss is marked as the best/)).toBeVisible()
})
