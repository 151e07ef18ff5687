import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'
import { go, untilStatus } from './support/pages.ts'

const learned = (page: Page) => page.getByRole('region', { name: 'What it has learned' })

/** Every pixel of the pictures of the first layer. */
async function filtersOf(page: Page): Promise<string> {
  await expect(learned(page).getByText(/^Weights of the first layer/)).toBeVisible()
  return learned(page)
    .locator('li canvas')
    .evaluateAll((canvases) => canvases.map((one) => (one as HTMLCanvasElement).toDataURL()).join())
}

const atStep = (page: Page, step: number) =>
  expect(learned(page).getByText(`step ${step}`, { exact: true })).toBeVisible()

test('single steps are seen in the first layer’s pictures at once, and are there again after a reload', async ({
  page,
}) => {
  await go(page, 'Gallery')
  await page.getByRole('button', { name: /^Digits 784-100-10/ }).click()
  await untilStatus(page, 'Running')
  await page.keyboard.press('p')
  await untilStatus(page, 'Paused')
  const first = Number(/step (\d+) of/.exec(await page.getByText(/^step \d+ of/).innerText())?.[1])
  await atStep(page, first)
  const seen = [await filtersOf(page)]
  for (const step of [first + 1, first + 2]) {
    await page.keyboard.press('b')
    await atStep(page, step)
    seen.push(await filtersOf(page))
  }
  expect(new Set(seen).size).toBe(3)

  await page.reload()
  await atStep(page, first + 2)
  expect(await filtersOf(page)).toBe(seen.at(-1))

  // What the last picture shows is what is stored: forked from it, the network looks the same.
  await page.getByRole('button', { name: 'Fork from' }).click()
  await page.getByRole('menuitem', { name: /^Last/ }).click()
  await expect(page.getByRole('button', { name: /^#2.*Choose a run/ })).toBeVisible()
  await atStep(page, first + 2)
  expect(await filtersOf(page)).toBe(seen.at(-1))
  await page.keyboard.press('b')
  await atStep(page, first + 3)
})
