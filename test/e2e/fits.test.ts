import type { Page } from '@playwright/test'
import { cutTexts } from './support/cut-texts.ts'
import { go, train, untilStatus } from './support/pages.ts'
import { expect, test } from './support/test.ts'

/** Every place of the side bar, one after another. */
async function visitAll(page: Page, look: (place: string) => Promise<void>): Promise<void> {
  const links = page.getByRole('navigation').first().getByRole('link')
  for (let i = 0; i < (await links.count()); i++) {
    await links.nth(i).click()
    await expect(links.nth(i)).toHaveAttribute('aria-current', 'page')
    await page.waitForTimeout(400)
    await look(`${i + 1}: ${page.url().split('#').at(-1)}`)
  }
}

async function trainAnExample(page: Page): Promise<void> {
  await go(page, 'Gallery')
  await page.getByRole('button', { name: /^Flower/ }).click()
  await page.getByRole('button', { name: 'Full speed' }).click()
  await untilStatus(page, 'Completed')
}

async function speakRussian(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('русский')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
}

test('no text is cut at 1280 × 800, in either language', async ({ page, host }) => {
  test.skip(host === 'electron', 'the window there has a size of its own')
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 1280, height: 800 })
  await trainAnExample(page)
  await visitAll(page, async (place) => expect(await cutTexts(page), place).toEqual([]))
  await speakRussian(page)
  await visitAll(page, async (place) => expect(await cutTexts(page), place).toEqual([]))
})

test('at 200 % zoom every view can still be reached, read and used', async ({ page, host }) => {
  test.skip(host === 'electron', 'the window there has a size of its own')
  test.setTimeout(120_000)
  await trainAnExample(page)
  // What 1280 × 800 is at twice the size.
  await page.setViewportSize({ width: 640, height: 400 })
  await visitAll(page, async (place) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width, `${place} is not wider than the window`).toBeLessThanOrEqual(640)
    const beyond = (await cutTexts(page)).filter((text) => text.startsWith('beyond'))
    expect(beyond, place).toEqual([])
  })
  await page.getByRole('navigation').first().getByRole('link').first().click()
  await train(page)
  await untilStatus(page, 'Completed')
})

test('a theme that is chosen is shown at once and stays', async ({ page }) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('who wants no motion sees none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('listbox')).toBeVisible()
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1).length,
  )
  expect(moving).toBe(0)
})
