import { chromium, type Browser } from '@playwright/test'
import { findChromium } from '../../../scripts/chromium.mjs'

/** A Chromium without a window; null where there is none on this machine. */
export function launchBrowser(): Promise<Browser> | null {
  const executablePath = findChromium()
  if (executablePath === null) return null
  // Chromium refuses its sandbox to root, and calls its maker's servers at every start unless told not to.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const args = [
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    ...sandbox,
  ]
  return chromium.launch({ executablePath, args })
}

/** Opens the address in a window of its own, and waits until the stack of layers is there and obeys a click. */
export async function openUntilUsable(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(`${url}#/design`, { waitUntil: 'commit' })
    const layers = page.getByRole('list', { name: 'Layers of the network' })
    await layers.locator('button[aria-keyshortcuts]').last().click()
    await layers.locator('button[aria-current="true"]').last().waitFor()
  } finally {
    await context.close()
  }
}
