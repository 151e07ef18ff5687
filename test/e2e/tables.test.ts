import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { writeLargeTable } from '../support/large-table.ts'
import { choose, fill, finalScore, go, picture, train, untilStatus } from './support/pages.ts'
import { cutTexts } from './support/cut-texts.ts'
import { longestTask } from './support/longest-task.ts'
import { expect, test } from './support/test.ts'

/** Semicolons, a decimal comma, quotes around a delimiter, gaps, and three classes that the temperature tells. */
const weather = `id;temperature;sky;wind;feels\n${Array.from({ length: 120 }, (_, i) => {
  const feels = i % 3
  const temperature = i % 40 === 7 ? 'NA' : `${10 * feels + (i % 5)},5`
  return `${i + 1};${temperature};${i % 2 ? '"grey; low"' : 'blue'};${i % 30 === 4 ? '' : i % 7};${['cold', 'mild', 'warm'][feels]}`
}).join('\n')}\n`

async function openInDesign(page: Page, file: string): Promise<void> {
  await choose(page, 'Dataset', 'Table (CSV, TSV)')
  await page.getByRole('button', { name: 'Open a table' }).click()
  await page.getByLabel('Path').fill(file)
  await page.keyboard.press('Enter')
}

const wizard = (page: Page, name = 'Table: weather.csv') => page.getByRole('dialog', { name })
/** What comes of the table, as it is said at the wizard's foot. */
const summary = (page: Page) =>
  page
    .getByRole('dialog')
    .getByRole('status')
    .filter({ hasText: /samples|пример/ })
/** A choice of the wizard by its name. */
const choice = (page: Page, name: string) => page.getByRole('dialog').getByRole('combobox', { name, exact: true })

async function noBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
}

test('a table with gaps, quotes and words: set up with its rows in sight, trained, evaluated by its classes', async ({
  page,
  folder,
  host,
}) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  const file = join(folder, 'weather.csv')
  writeFileSync(file, weather)
  await openInDesign(page, file)
  const dialog = wizard(page)
  await expect(dialog.getByText('120 rows · 5 columns · UTF-8')).toBeVisible()
  await expect(choice(page, 'Delimiter')).toHaveValue(';')
  await expect(choice(page, 'Decimal sign')).toHaveValue('comma')
  await expect(dialog.getByRole('cell', { name: 'grey; low' }).first()).toBeVisible()
  await expect(choice(page, 'Role of id')).toHaveValue('ignore')
  await expect(dialog.getByText('only counts the rows')).toBeVisible()
  // Three gaps in temperature, four in wind: both rows are left out.
  await expect(summary(page)).toContainText('113 samples · 7 rows left out · input 4 · target 3 · 3 classes')

  await choice(page, 'A row with a gap in wind').selectOption('mean')
  await expect(summary(page)).toContainText('117 samples · 3 rows left out')
  await choice(page, 'Role of sky').selectOption('ignore')
  await expect(summary(page)).toContainText('input 2')
  await choice(page, 'Scale of wind').selectOption('unit')
  await choice(page, 'Role of sky').selectOption('target')
  await expect(summary(page)).toContainText('target 1 · 2 classes')
  await choice(page, 'Role of feels').selectOption('target')
  await expect(summary(page)).toContainText('target 3 · 3 classes')
  await picture(page, 'table-wizard')
  await noBarriers(page)
  expect(await cutTexts(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Use this table' }).click()

  await expect(page.getByText('4 → 3')).toBeVisible()
  await expect(page.getByText('Predicts feels · from 3 columns · 1 ignored')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Predicts feels')).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await page.getByRole('button', { name: 'Set up columns' }).click()
  await expect(choice(page, 'A row with a gap in wind')).toHaveValue('mean')
  await choice(page, 'Role of sky').selectOption('ignore')
  await dialog.getByRole('button', { name: 'Use this table' }).click()

  await page.getByRole('button', { name: /^Fit the output: 3 × Softmax/ }).click()
  await fill(page, 'Epochs', 40)
  await train(page)
  await untilStatus(page, 'Completed')
  await expect(finalScore(page, 'Training', 'Accuracy')).toHaveText(/100|9\d/)
  await go(page, 'Evaluate')
  await expect(page.getByRole('columnheader', { name: 'mild' }).first()).toBeVisible()
  await picture(page, 'table-evaluated')
})

test('a network that learnt from categories is tried by their names, by the keyboard alone', async ({
  page,
  folder,
  host,
}) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  const file = join(folder, 'flats.csv')
  const cities = ['Oslo', 'Rome', 'A town whose name is longer than any list is wide, by far']
  const rows = Array.from({ length: 90 }, (_, i) => `${i % 7},${cities[i % 3]},${i % 3 === 1 ? 'dear' : 'cheap'}`)
  // In quotes, for the comma in the longest name.
  writeFileSync(file, `rooms,city,price\n${rows.join('\n').replaceAll(cities[2]!, `"${cities[2]}"`)}\n`)
  await openInDesign(page, file)
  await page.getByRole('button', { name: 'Use this table' }).click()
  await fill(page, 'Epochs', 40)
  await train(page)
  await untilStatus(page, 'Completed')
  await go(page, 'Evaluate')

  const inputs = page.getByRole('group', { name: 'Inputs' })
  await expect(inputs.getByRole('slider')).toHaveCount(1)
  const city = inputs.getByRole('combobox', { name: 'city' })
  expect((await city.locator('option').allInnerTexts()).toSorted()).toEqual(cities.toSorted())
  const dear = page
    .getByRole('table', { name: 'Output' })
    .getByRole('row', { name: /^dear / })
    .getByRole('cell')
    .last()
  const share = async () => Number.parseFloat(await dear.innerText())
  await inputs.getByRole('slider').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Tab')
  await expect(city).toBeFocused()
  await page.keyboard.press('R')
  await expect(city.locator('option:checked')).toHaveText('Rome')
  await expect.poll(share).toBeGreaterThan(80)
  await page.keyboard.press('ArrowUp')
  await expect(city.locator('option:checked')).toHaveText('Oslo')
  await expect.poll(share).toBeLessThan(20)
  await picture(page, 'table-tried')
  await noBarriers(page)
})

test('the wizard is used by the keyboard alone', async ({ page, folder, host }) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  const file = join(folder, 'weather.csv')
  writeFileSync(file, weather)
  await openInDesign(page, file)
  await expect(choice(page, 'Delimiter')).toBeFocused()
  const until = async (label: string): Promise<void> => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab')
      const reached = await page.evaluate(() => {
        const focused = document.activeElement
        return focused?.getAttribute('aria-label') ?? focused?.closest('label')?.title
      })
      if (reached === label) return
    }
    throw new Error(`${label} is not reached by Tab`)
  }
  await until('Rows of the table')
  await page.keyboard.press('End')
  await expect(wizard(page).getByRole('rowheader', { name: '121', exact: true })).toBeVisible()
  await until('Role of temperature')
  await page.keyboard.press('i')
  await until('Kind of wind')
  await page.keyboard.press('c')
  await expect(choice(page, 'Kind of wind')).toHaveValue('category')
  await page.keyboard.press('Escape')
  await expect(wizard(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Open a table' })).toBeFocused()
})

test('a broken table ends in a message that names file and line, and its rows until there', async ({
  page,
  folder,
  host,
}) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  const file = join(folder, 'weather.csv')
  writeFileSync(file, weather.replace('\n4;', '\n4;"'))
  await openInDesign(page, file)
  await expect(wizard(page).getByRole('alert')).toContainText(/weather\.csv, line 5: /)
  await expect(wizard(page).getByRole('rowheader', { name: '4', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Use this table' })).toBeDisabled()
  await picture(page, 'table-broken')
  await page.getByRole('button', { name: 'Cancel' }).click()

  writeFileSync(file, weather.replace('13,5', 'thirteen'))
  await page.getByRole('button', { name: 'Open a table' }).click()
  await page.getByLabel('Path').fill(file)
  await page.keyboard.press('Enter')
  await expect(wizard(page).getByRole('alert')).toContainText(
    /line \d+, column "temperature": "thirteen" is no number; correct it/,
  )
  await choice(page, 'Role of temperature').selectOption('ignore')
  await expect(wizard(page).getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Use this table' })).toBeEnabled()
})

test('по-русски: таблица открыта в данных, настроена и взята в модель', async ({ page, folder, host }) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  await page.evaluate(() =>
    localStorage.setItem('backprop-lab.preferences', JSON.stringify({ language: 'ru', theme: 'dark' })),
  )
  await page.goto(page.url().replace('#/design', '#/data'))
  await page.reload()
  const file = join(folder, 'погода.csv')
  writeFileSync(file, weather)
  await page.getByRole('button', { name: 'Открыть', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Файл: таблица, массивы, картинки, текст' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(file)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Таблица: погода.csv' })
  await expect(summary(page)).toContainText('113 примеров · пропущено 7 строк · вход 4 · ответ 3 · 3 класса')
  await choice(page, 'Роль столбца sky').selectOption('ignore')
  await expect(summary(page)).toContainText('вход 2')
  await picture(page, 'table-wizard-ru')
  await noBarriers(page)
  expect(await cutTexts(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Взять таблицу' }).click()
  await expect(page.getByRole('option', { name: /^погода\.csv/ })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByText('Ответ: feels · на входе 2 столбца · не нужны: 2')).toBeVisible()
  // Set up otherwise, and so at the next start as well.
  await page.getByRole('button', { name: 'Настроить столбцы' }).click()
  await choice(page, 'Роль столбца wind').selectOption('ignore')
  await expect(summary(page)).toContainText('вход 1')
  await dialog.getByRole('button', { name: 'Взять таблицу' }).click()
  await expect(page.getByText('Ответ: feels · на входе 1 столбец · не нужны: 3')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Ответ: feels · на входе 1 столбец · не нужны: 3')).toBeVisible()
  await page.getByRole('button', { name: 'Взять в модель' }).click()
  await expect(page.getByText('1 → 3')).toBeVisible()
})

test('a million rows are opened at once, scrolled through to the last, and never stop the page', async ({
  page,
  folder,
  host,
}) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  test.setTimeout(180_000)
  const file = join(folder, 'weather.csv')
  await writeLargeTable(file, 1_000_000)
  await choose(page, 'Dataset', 'Table (CSV, TSV)')
  await page.getByRole('button', { name: 'Open a table' }).click()
  await page.getByLabel('Path').fill(file)
  let opening = Infinity
  const longest = await longestTask(page, async () => {
    const begun = performance.now()
    await page.keyboard.press('Enter')
    await expect(choice(page, 'Role of class')).toHaveValue('target')
    opening = performance.now() - begun
    await choice(page, 'Role of a').selectOption('ignore')
    await expect(page.getByRole('dialog').getByRole('progressbar')).toBeVisible()
    await expect(wizard(page).getByText('1,000,000 rows · 10 columns')).toBeVisible({ timeout: 60_000 })

    const rows = page.getByRole('group', { name: 'Rows of the table' })
    await rows.focus()
    await page.keyboard.press('End')
    await expect(rows.getByRole('rowheader', { name: '1,000,001', exact: true })).toBeVisible()
    await expect(rows.getByRole('row').last()).toContainText('red')
    for (const share of [0.1, 0.73, 0.5, 0.25]) {
      await rows.evaluate((element, at) => (element.scrollTop = at * element.scrollHeight), share)
      await expect(rows.getByRole('rowheader', { name: '…' })).toHaveCount(0)
    }
    await expect(rows.getByText(/^(25[01]),\d{3}$/).first()).toBeVisible()
    expect(await rows.getByRole('row').count()).toBeLessThan(60)
  })
  // Several times what it takes on a quiet machine of two cores.
  expect(opening).toBeLessThan(3000)
  expect(longest).toBeLessThan(400)
  await page.getByRole('button', { name: 'Cancel' }).first().click()
})
