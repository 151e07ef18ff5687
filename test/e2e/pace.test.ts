import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'
import { go, picture, untilStatus } from './support/pages.ts'

const stepText = /^\s*(step|шаг) [\d\s,]+ (of|из) /

const stepIn = (text: string): number => Number(/[\d\s,]+\d/.exec(text)?.[0]?.replaceAll(/[\s,]/g, ''))

/** Batches trained, as the bar says. */
const stepOf = async (page: Page): Promise<number> => stepIn(await page.getByText(stepText).innerText())

/** Steps per second, over about two of them, by the page's own clock, once what was under way has arrived. */
async function paceOf(page: Page): Promise<number> {
  await page.waitForTimeout(500)
  const [before, after] = await page.getByText(stepText).evaluate(async (element) => {
    const look = () => ({ text: element.textContent, at: performance.now() })
    const first = look()
    await new Promise((resolve) => setTimeout(resolve, 2000))
    return [first, look()] as const
  })
  return ((stepIn(after.text) - stepIn(before.text)) * 1000) / (after.at - before.at)
}

test('an example is seen learning, slower and faster, over a reload, and at full speed', async ({ page }) => {
  await go(page, 'Gallery')
  await page.getByRole('button', { name: /^Two spirals/ }).click()
  await untilStatus(page, 'Running')
  const pace = page.getByRole('group', { name: 'Pace' })
  const select = pace.getByLabel('Pace')
  await expect(select.locator('option:checked')).toHaveText('500 steps/s')
  await expect(page.getByText(/^0:\d\d left$/)).toBeVisible()
  const learned = page.getByRole('region', { name: 'What it has learned' })
  await expect(learned.getByRole('img', { name: /^Output over x and y/ })).toBeVisible()

  await page.keyboard.press('s')
  await page.keyboard.press('s')
  await expect(select.locator('option:checked')).toHaveText('100 steps/s')
  const watched = await paceOf(page)
  expect(watched).toBeGreaterThan(75)
  expect(watched).toBeLessThan(125)

  await select.selectOption({ label: '1 step/s' })
  await page.reload()
  await expect(select.locator('option:checked')).toHaveText('1 step/s')
  expect(await paceOf(page)).toBeLessThanOrEqual(1.6)
  await picture(page, 'train-pace')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])

  await page.keyboard.press('p')
  await untilStatus(page, 'Paused', 1000)
  const paused = await stepOf(page)
  await page.keyboard.press('b')
  await expect.poll(() => stepOf(page)).toBe(paused + 1)
  await expect(learned.getByText(`step ${(paused + 1).toLocaleString('en')}`, { exact: true })).toBeVisible()

  await page.keyboard.press('p')
  await pace.getByRole('button', { name: 'Full speed' }).click()
  await untilStatus(page, 'Completed', 10_000)
  await page.getByRole('button', { name: 'Watch it learn again' }).click()
  await untilStatus(page, 'Running')
  await expect(page.getByRole('button', { name: /^#2 Two spirals.*Choose a run/ })).toBeVisible()
  await expect(select.locator('option:checked')).toHaveText('500 steps/s')
})

test('по-русски: пример учится в темпе, который виден, и без замедления', async ({ page }) => {
  await page.evaluate(() =>
    localStorage.setItem('backprop-lab.preferences', JSON.stringify({ language: 'ru', theme: 'dark' })),
  )
  await page.reload()
  await page.getByRole('link', { name: 'Примеры' }).click()
  await page.getByRole('button', { name: /^Исключающее ИЛИ/ }).click()
  const pace = page.getByRole('group', { name: 'Темп' })
  await expect(pace.locator('option:checked')).toHaveText('10 шагов/с')
  await expect.poll(() => stepOf(page)).toBeGreaterThan(0)
  const watched = await paceOf(page)
  expect(watched).toBeGreaterThan(7)
  expect(watched).toBeLessThan(13)
  await picture(page, 'train-pace-russian')
  await pace.getByRole('button', { name: 'Без замедления' }).click()
  await expect(page.getByRole('main').getByText('Завершён', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Посмотреть обучение ещё раз' })).toBeVisible()
})
