import { expect, test } from './support/test.ts'
import { go, picture, untilStatus } from './support/pages.ts'

test('a first start begins in the gallery, one press from a training network', async ({ page, host }) => {
  test.skip(host === 'electron', 'the scenario needs a window that was never open')
  // As a person opens it: without a place in its address, and without a draft of an earlier time.
  await page.addInitScript(() => localStorage.clear())
  await page.goto(new URL('/', page.url()).href)
  await expect(page.getByRole('region', { name: 'Gallery', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Digits: convolution/ })).toBeVisible()
  await picture(page, 'gallery')
  const pressed = Date.now()
  await page.getByRole('button', { name: /^Two spirals/ }).click()
  await expect(page.getByRole('img', { name: /^Loss; Training 0\.\d+/ })).toBeVisible()
  expect(Date.now() - pressed).toBeLessThan(5000)
  // Slow enough to be seen.
  await untilStatus(page, 'Running')
  await page.getByRole('button', { name: 'Full speed' }).click()
  await untilStatus(page, 'Completed')
})

test('an example opens in Design, and in Russian under its Russian name', async ({ page }) => {
  await go(page, 'Gallery')
  await page.getByRole('button', { name: 'Open “Four people 2-2-1” in Design' }).click()
  await expect(page.getByLabel('Dataset', { exact: true })).toHaveValue('people')

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /^Search actions/ }).fill('русский')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Примеры' }).click()
  await page.getByRole('button', { name: /^Исключающее ИЛИ/ }).click()
  await expect(page.getByRole('region', { name: 'Обучение', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /Исключающее ИЛИ/ }).first()).toBeVisible()
})
