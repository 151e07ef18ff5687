import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'
import { fill, go, picture, train, untilStatus } from './support/pages.ts'

const dataset = (page: Page, name: string | RegExp) =>
  page.getByRole('listbox', { name: 'Datasets' }).getByRole('option', { name })

const fact = (page: Page, value: string) =>
  page.getByRole('region', { name: 'Facts' }).getByText(value, { exact: true })

/** Sets the number of samples that are drawn. */
async function setSamples(page: Page, count: number): Promise<void> {
  const field = page.getByRole('region', { name: 'Parameters' }).getByLabel('Samples', { exact: true })
  await field.fill(String(count))
  await field.press('Tab')
}

/** Pictures of 8×8 in two classes, the last of which is the first once more; their labels beside them. */
function writePictures(folder: string): string {
  const count = 60
  const pixels = Array.from({ length: 64 * count }, (_, i) => (37 * (i % (64 * (count - 1)))) % 251)
  const images = join(folder, 'cats-images-idx3-ubyte.bin')
  writeFileSync(images, Uint8Array.of(0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 8, 0, 0, 0, 8, ...pixels))
  const labels = Array.from({ length: count }, (_, i) => i % 2)
  writeFileSync(join(folder, 'cats-labels-idx1-ubyte.bin'), Uint8Array.of(0, 0, 8, 1, 0, 0, 0, count, ...labels))
  return images
}

test('data is found, looked at and changed by keyboard, then learned from, and its runs are found again', async ({
  page,
}) => {
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page.getByRole('region', { name: 'Data', exact: true })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search datasets' }).fill('moons')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(dataset(page, /^Moons/)).toHaveAttribute('aria-selected', 'true')
  await expect(page).toHaveURL(/#\/data\/moons$/)
  await expect(fact(page, '500')).toBeVisible()
  await expect(page.getByText('Nothing was found that would spoil training.')).toBeVisible()

  await setSamples(page, 200)
  await expect(fact(page, 'Training 160 · Validation 20 · Test 20')).toBeVisible()
  await page.getByText('Part', { exact: true }).first().click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Validation' })).toBeVisible()
  await picture(page, 'data')

  await page.getByRole('button', { name: 'Use in Design' }).click()
  await expect(page.getByLabel('Dataset', { exact: true })).toHaveValue('moons')
  await expect(page.getByLabel('Samples', { exact: true })).toHaveValue('200')
  await page.keyboard.press('Control+z')
  await expect(page.getByLabel('Dataset', { exact: true })).toHaveValue('circles')

  await go(page, 'Data')
  await page.getByRole('searchbox', { name: 'Search datasets' }).fill('')
  await dataset(page, /^Blobs/).click()
  await page.getByRole('button', { name: 'New experiment with this data' }).click()
  await fill(page, 'Epochs', 2)
  await train(page)
  await untilStatus(page, 'Completed')

  await go(page, 'Data')
  // It is on the drawing board too, above where it comes from.
  await dataset(page, /^Blobs 1 run/)
    .last()
    .click()
  await expect(page.getByText('the same data as in the last run')).toBeVisible()
  await page.getByRole('button', { name: 'Show runs' }).click()
  await expect(page.getByRole('button', { name: 'Blobs', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('1 of 1 runs')).toBeVisible()
})

test('what is wrong with data stands in Design, and leads to what to do about it', async ({ page }) => {
  await page.getByLabel('Dataset', { exact: true }).selectOption('people')
  await page.getByRole('link', { name: '1 warning' }).click()
  await expect(page).toHaveURL(/#\/data\/design$/)
  await expect(page.getByText('1 of 2 inputs is far from −1 … 1', { exact: false })).toBeVisible()
  await page.getByLabel('Scale inputs').selectOption('standard')
  await expect(page.getByText('Nothing was found that would spoil training.')).toBeVisible()
  await page.getByRole('button', { name: 'Go to Design' }).click()
  await expect(page.getByLabel('Scale inputs')).toHaveValue('standard')
  await expect(page.getByRole('link', { name: '1 warning' })).toHaveCount(0)
})

test('images of this machine are opened with the labels beside them, and a repeated one is found out', async ({
  page,
  host,
  folder,
}) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  const images = writePictures(folder)
  await go(page, 'Data')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('menuitem', { name: /^A file/ }).click()
  await page.getByLabel('Path').fill(images)
  await page.keyboard.press('Enter')
  await expect(dataset(page, /^cats-images/)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('img', { name: 'Sample 1, class 0, training' })).toBeVisible()
  await expect(page.getByText('1 sample has exactly the inputs of an earlier one: sample 60 repeats 1. Its target is another one.')).toBeVisible() // prettier-ignore
  await page.reload()
  await expect(dataset(page, /^cats-images/)).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Remove from the list' }).click()
  await expect(dataset(page, /^cats-images/)).toHaveCount(0)
})

test('a large set tells how far it is, and can be cancelled', async ({ page }) => {
  await page.evaluate(() => (window.location.hash = '#/data/digits'))
  await expect(fact(page, '2,000')).toBeVisible()
  await setSamples(page, 60_000)
  await expect(page.getByText('Loading the data')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('The examination was cancelled.')).toBeVisible()
})

test('по-русски: набор данных, его предупреждения и первая модель', async ({ page }) => {
  await page.evaluate(() =>
    localStorage.setItem('backprop-lab.preferences', JSON.stringify({ language: 'ru', theme: 'light' })),
  )
  await page.goto(page.url().replace('#/design', '#/data/people'))
  await page.reload()
  await expect(page.getByRole('region', { name: 'Данные', exact: true })).toBeVisible()
  await expect(page.getByText('Входы без масштабирования')).toBeVisible()
  await expect(page.getByText('Значения — от −15 до 25', { exact: false })).toBeVisible()
  await picture(page, 'data-ru')
  await page.getByRole('button', { name: 'Новый эксперимент с этими данными' }).click()
  await expect(page.getByRole('region', { name: 'Модель', exact: true })).toBeVisible()
  await expect(page.getByLabel('Набор данных', { exact: true })).toHaveValue('people')
})

test('the file dialog is begun in its path, and what opened it has the focus again after Escape', async ({ page }) => {
  await go(page, 'Data')
  const opener = page.getByRole('button', { name: 'Open', exact: true })
  await opener.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  const path = page.getByRole('dialog').getByLabel('Path')
  await expect(path).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
})
