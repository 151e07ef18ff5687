import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { root } from './serve.ts'

/* What a person does in the view, named as they would name it. Texts are the English ones. */

const screenshots = join(root, 'test-results/screenshots')

/** Keeps a picture of the window for whoever wants to judge it. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({ path: join(screenshots, `${name}.png`) })
}

export async function go(
  page: Page,
  place: 'Design' | 'Train' | 'Ledger' | 'Evaluate' | 'Compare' | 'Runs' | 'Data' | 'Gallery',
): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click()
  await expect(page.getByRole('region', { name: place, exact: true })).toBeVisible()
}

/** Types into a field as a person does, and leaves it. */
export async function fill(page: Page, label: string, value: string | number): Promise<void> {
  const field = page.getByLabel(label, { exact: true }).first()
  await field.fill(String(value))
  await field.press('Tab')
}

export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().selectOption({ label: option })
}

export function layer(page: Page, name: string | RegExp) {
  return page.getByRole('list', { name: 'Layers of the network' }).getByRole('button', { name })
}

export async function train(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Train', exact: true })).toBeVisible()
}

export async function untilStatus(page: Page, status: string, timeout = 30_000): Promise<void> {
  await expect(page.getByRole('main').getByText(status, { exact: true }).first()).toBeVisible({ timeout })
}

/** A number of the table of final weights, as it is shown. */
export function finalScore(page: Page, part: 'Training' | 'Validation' | 'Test', column: 'Loss' | 'Accuracy') {
  return page
    .getByRole('row', { name: new RegExp(`^${part}`) })
    .getByRole('cell')
    .nth(column === 'Loss' ? 0 : 1)
}
