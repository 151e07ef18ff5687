import type { Locator, Page } from '@playwright/test'
import { untilStatus } from './support/pages.ts'
import { expect, test } from './support/test.ts'

/** Presses Tab until `target` has the focus, as somebody without a mouse comes to it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to ${target.toString()}`)
}

/** As the shortcut sheet says: `g`, then the place’s letter. */
async function goTo(page: Page, letter: string, place: string): Promise<void> {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await page.keyboard.press('g')
  await page.keyboard.press(letter)
  await expect(page.getByRole('region', { name: place, exact: true })).toBeVisible()
}

test('a network is designed, trained, judged and compared without a mouse', async ({ page }) => {
  test.setTimeout(120_000)
  await goTo(page, 'd', 'Design')
  await tabTo(page, page.getByRole('button', { name: /^Dense 8, puts out/ }))
  await page.keyboard.press('Enter')
  const units = page.getByLabel('Units', { exact: true })
  await tabTo(page, units)
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('button', { name: /^Dense 9, puts out/ })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await untilStatus(page, 'Completed')
  await goTo(page, 'd', 'Design')
  await tabTo(page, page.getByRole('spinbutton', { name: 'Learning rate' }))
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('0.01')
  await page.keyboard.press('Control+Enter')
  await untilStatus(page, 'Completed')

  await goTo(page, 'e', 'Evaluate')
  const cells = page.getByRole('table', { name: 'Confusion matrix' }).getByRole('button')
  await tabTo(page, cells.first())
  await page.keyboard.press('ArrowRight')
  await expect(cells.nth(1)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(cells.nth(3)).toHaveAttribute('aria-pressed', 'true')
  await tabTo(page, page.getByRole('region', { name: 'Samples' }).getByRole('listitem').first().getByRole('button'))

  await goTo(page, 'c', 'Compare')
  for (const name of [/^Compare #1 /, /^Compare #2 /]) {
    const box = page.getByRole('checkbox', { name })
    if (await box.isChecked()) continue
    await tabTo(page, box)
    await page.keyboard.press('Space')
  }
  await tabTo(page, page.getByRole('tab', { selected: true }))
  const tabs = await page.getByRole('tab').count()
  for (let i = 1; i < tabs; i++) {
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('tab').nth(i)).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('tabpanel')).toBeVisible()
  }

  await goTo(page, 'r', 'Runs')
  await tabTo(page, page.getByRole('button', { name: 'Actions for run 2' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Actions for run 2' })).toBeFocused()
})

test('whatever has the focus can be seen to have it', async ({ page }) => {
  const seen = new Set<string>()
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    const bare = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      const shown = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
      const name = element.getAttribute('aria-label') ?? element.textContent.trim()
      // A group of radio buttons shows its ring on the label beside the hidden button.
      const label = element.closest('label')
      const onLabel = label !== null && getComputedStyle(label).outlineStyle !== 'none'
      return shown || onLabel ? null : `${element.tagName.toLowerCase()} ${name}`
    })
    if (bare !== null) seen.add(bare)
  }
  expect([...seen]).toEqual([])
})
