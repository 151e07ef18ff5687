import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'
import { fill, go, train, untilStatus } from './support/pages.ts'

/** What axe finds that would keep somebody from using the page, in words a person can act on. */
async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

for (const theme of ['light', 'dark'] as const) {
  test(`every view can be used by everybody, ${theme}`, async ({ page }) => {
    test.setTimeout(120_000)
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await fill(page, 'Epochs', 2)
    await train(page)
    await untilStatus(page, 'Completed')

    const links = page.getByRole('navigation', { name: 'Places' }).getByRole('link')
    for (let i = 0; i < (await links.count()); i++) {
      const link = links.nth(i)
      const place = await link.innerText()
      await link.click()
      await expect(link).toHaveAttribute('aria-current', 'page')
      // What the view asks of the lab is there: axe is to judge what a person sees.
      await page.waitForTimeout(500)
      expect(await seriousViolations(page), place).toEqual([])
    }

    // Data with warnings and a table, and pictures.
    for (const dataset of ['people', 'digits']) {
      await page.evaluate((id) => (window.location.hash = `#/data/${id}`), dataset)
      await expect(page.getByText('SHA-256')).toBeVisible()
      expect(await seriousViolations(page), dataset).toEqual([])
    }
    // Two runs beside each other.
    await go(page, 'Design')
    await train(page)
    await untilStatus(page, 'Completed')
    await go(page, 'Compare')
    for (const number of [1, 2]) {
      await page.getByRole('checkbox', { name: new RegExp(`^Compare #${number} `) }).setChecked(true)
    }
    for (const name of ['Confusion', 'Surfaces']) {
      await page.getByRole('tab', { name }).click()
      await expect(page.getByRole('tabpanel').getByRole('figure')).toHaveCount(2)
      await page.waitForTimeout(500)
      expect(await seriousViolations(page), name).toEqual([])
    }

    await page.keyboard.press('Control+k')
    await expect(page.getByRole('listbox')).toBeVisible()
    expect(await seriousViolations(page), 'the palette').toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    expect(await seriousViolations(page), 'the shortcut sheet').toEqual([])
  })
}
