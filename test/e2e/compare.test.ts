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

/** Chooses runs #1 … #count in the list. */
async function compareFirst(page: Page, count: number): Promise<void> {
  await go(page, 'Compare')
  for (let number = 1; number <= count; number++) {
    await page.getByRole('checkbox', { name: new RegExp(`^Compare #${number} `) }).setChecked(true)
  }
}

const figure = (page: Page, number: number): Locator =>
  page.getByRole('figure').filter({ hasText: new RegExp(`#${number} `) })

test('what each network takes for what, and its surface, stand side by side', async ({ page, host }) => {
  test.skip(host === 'electron', 'files are saved by dialogs of the system there')
  test.setTimeout(90_000)
  await fill(page, 'Epochs', 3)
  for (const rate of [0.1, 0.001]) await trainAt(page, rate)

  await compareFirst(page, 2)
  await page.getByRole('tab', { name: 'Confusion' }).click()
  await expect(figure(page, 1).getByRole('table')).toBeVisible()
  await expect(figure(page, 2)).toContainText(/% · [\d,]+ mistakes?/)
  // By keyboard: the first cell, then the one at its right; marked in both matrices, with both counts.
  await figure(page, 1).getByRole('button').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('[data-marked]')).toHaveCount(2)
  const counts = await page.locator('[data-marked]').allInnerTexts()
  for (const [i, text] of counts.entries()) {
    const [count] = /[\d,]+(?=\D*$)/.exec(text) ?? []
    await expect(figure(page, i + 1).locator('.readout')).toHaveText(new RegExp(`^${count}, [\\d.]+%$`))
  }
  await picture(page, 'compare-confusion')

  const rows = (await save(page, 'Confusion matrix', 'Save the table')).toString('utf8').trim().split('\r\n')
  expect(rows[0]).toMatch(/true,predicted,#1 .*,#2 /)
  const columns = [2, 3].map((at) => rows.slice(1).reduce((sum, line) => sum + Number(line.split(',')[at]), 0))
  expect(columns[0]).toBe(columns[1])
  const png = await save(page, 'Confusion matrix', 'Save the picture')
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')

  await page.getByRole('tabpanel').getByRole('combobox').selectOption({ index: 1 })
  await expect(figure(page, 1)).toContainText('compared with')
  await expect(figure(page, 2).getByRole('table')).toContainText(/[+−]\d/)

  await page.getByRole('tab', { name: 'Surfaces' }).click()
  const plane = page.getByRole('application', { name: 'Surface of #1' })
  await plane.focus()
  await page.keyboard.press('ArrowUp')
  for (const number of [1, 2]) {
    await expect(figure(page, number).locator('.readout')).toHaveText(/\d/)
    await expect(figure(page, number).locator('.line')).toHaveCount(2)
  }
  await picture(page, 'compare-surfaces')
  const surfaces = await save(page, 'Surfaces', 'Save the picture')
  expect(surfaces.subarray(1, 4).toString('latin1')).toBe('PNG')

  await page.getByRole('tab', { name: 'Confusion' }).click()
  await figure(page, 2).getByRole('button').first().click()
  await expect(page.getByRole('region', { name: 'Evaluate', exact: true })).toContainText('#2 ')
})

test('a run that trains is drawn anew while it is compared, in Russian too', async ({ page }) => {
  test.setTimeout(90_000)
  await fill(page, 'Epochs', 3)
  await trainAt(page, 0.1)
  await go(page, 'Design')
  await fill(page, 'Epochs', 100_000)
  await train(page)
  await untilStatus(page, 'Running')
  await page.evaluate(() => {
    localStorage.setItem('backprop-lab.preferences', JSON.stringify({ language: 'ru', theme: 'light' }))
    window.location.hash = '#/compare'
  })
  await page.reload()
  for (const name of [/^Сравнить #1 /, /^Сравнить #2 /]) await page.getByRole('checkbox', { name }).setChecked(true)
  await page.getByRole('tab', { name: 'Матрицы ошибок' }).click()
  const facts = figure(page, 2).locator('.facts')
  await expect(facts).toContainText(/ошиб.* · шаг/)
  const before = await facts.innerText()
  await expect(facts).not.toHaveText(before, { timeout: 15_000 })
  await page.getByRole('tab', { name: 'Поверхности' }).click()
  await expect(figure(page, 2)).toContainText(/шаг/)
  const step = await facts.innerText()
  await expect(facts).not.toHaveText(step, { timeout: 15_000 })
  await page.getByRole('application', { name: 'Поверхность запуска #2' }).hover()
  await expect(figure(page, 1).locator('.readout')).toHaveText(/\d/)
  await picture(page, 'compare-surfaces-ru')
})
