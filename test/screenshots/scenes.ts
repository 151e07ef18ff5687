import type { Page } from '@playwright/test'

/** Something to look at, and how to come there from anywhere. Nothing is found by its words: they are in two languages. */
export interface Scene {
  readonly name: string
  /** @param table a file that holds one */
  show(page: Page, table: string): Promise<void>
}

/** Goes to an address of the page by itself, as its links do, with nothing open and nothing in focus. */
async function go(page: Page, hash: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await page.evaluate((to) => (window.location.hash = to), hash)
}

/** The oldest runs are the last of the list; the pointer goes out of the way, since it marks a run. */
async function chooseOldest(page: Page, count: number): Promise<void> {
  const boxes = page.getByRole('main').getByRole('checkbox')
  await boxes.first().waitFor()
  const all = await boxes.count()
  for (let i = Math.max(0, all - count); i < all; i++) await boxes.nth(i).setChecked(true)
  await page.mouse.move(0, 0)
}

export const scenes: readonly Scene[] = [
  { name: 'gallery', show: (page) => go(page, '#/gallery') },
  { name: 'design', show: (page) => go(page, '#/design') },
  {
    name: 'design-learning',
    async show(page) {
      await go(page, '#/design')
      await page.locator('[data-path="loss"]').evaluate((field) => field.scrollIntoView({ block: 'start' }))
    },
  },
  {
    name: 'design-json',
    async show(page) {
      await go(page, '#/design')
      await page.locator('input[value="json"]').setChecked(true, { force: true })
    },
  },
  {
    name: 'train',
    async show(page) {
      await go(page, '#/runs')
      await page.getByRole('main').getByText('Flower 2-8-1').first().waitFor()
      await page.getByRole('main').getByText('Flower 2-8-1').first().click()
    },
  },
  {
    name: 'ledger',
    async show(page) {
      await go(page, '#/ledger')
      await page.locator('nav button', { hasText: 'δ⁽¹⁾' }).first().click()
    },
  },
  {
    name: 'ledger-matrix',
    async show(page) {
      await go(page, '#/runs')
      await page.getByRole('main').getByText('Digits: convolution').first().click()
      await page.waitForFunction(() => window.location.hash.startsWith('#/train/'))
      await go(page, (await page.evaluate(() => window.location.hash)).replace('train', 'ledger'))
      await page.locator('nav button', { hasText: '∂C/∂W⁽³⁾' }).first().click()
    },
  },
  {
    name: 'evaluate',
    async show(page) {
      await go(page, '#/runs')
      await page.getByRole('main').getByText('Flower 2-8-1').first().click()
      await page.waitForFunction(() => window.location.hash.startsWith('#/train/'))
      await go(page, (await page.evaluate(() => window.location.hash)).replace('train', 'evaluate'))
    },
  },
  {
    name: 'compare',
    async show(page) {
      await go(page, '#/compare')
      await chooseOldest(page, 2)
    },
  },
  {
    name: 'compare-confusion',
    async show(page) {
      await go(page, '#/compare')
      await chooseOldest(page, 5)
      await page.getByRole('tab').nth(2).click()
    },
  },
  {
    name: 'compare-surfaces',
    async show(page) {
      await go(page, '#/compare')
      await chooseOldest(page, 5)
      await page.getByRole('tab').nth(4).click()
    },
  },
  { name: 'runs', show: (page) => go(page, '#/runs') },
  {
    name: 'import',
    async show(page) {
      await go(page, '#/runs')
      await page.keyboard.press('Control+i')
    },
  },
  {
    name: 'archive',
    async show(page) {
      await go(page, '#/runs')
      await chooseOldest(page, 2)
      await page.locator('.chosen-bar .actions button').nth(1).click()
    },
  },
  { name: 'data', show: (page) => go(page, '#/data/people') },
  { name: 'data-images', show: (page) => go(page, '#/data/digits') },
  {
    name: 'data-stored',
    async show(page) {
      await go(page, '#/data')
      await page.getByRole('option').filter({ hasText: 'Fashion-MNIST' }).last().click()
    },
  },
  {
    name: 'table',
    async show(page, table) {
      await go(page, '#/data')
      await page.getByRole('main').locator('[aria-haspopup="menu"]').first().click()
      await page.getByRole('menuitem').first().click()
      await page.getByRole('dialog').getByRole('textbox').fill(table)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByRole('combobox').first().waitFor()
    },
  },
  {
    name: 'data-words',
    async show(page) {
      await go(page, '#/data')
      await page.getByRole('option').filter({ hasText: 'CBOW' }).last().click()
    },
  },
  {
    name: 'commands',
    async show(page) {
      await go(page, '#/design')
      await page.keyboard.press('Control+k')
    },
  },
  {
    name: 'shortcuts',
    async show(page) {
      await go(page, '#/design')
      await page.keyboard.press('?')
    },
  },
]
