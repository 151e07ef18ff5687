import type { Page } from '@playwright/test'

/** Something to look at, and how to come there from anywhere. Nothing is found by its words: they are in two languages. */
export interface Scene {
  readonly name: string
  show(page: Page): Promise<void>
}

/** Goes to an address of the page by itself, as its links do. */
async function go(page: Page, hash: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.evaluate((to) => (window.location.hash = to), hash)
}

/** The page's own numbers of runs count up in the order they were trained. */
async function chooseAll(page: Page, count: number): Promise<void> {
  const boxes = page.getByRole('main').getByRole('checkbox')
  await boxes.first().waitFor()
  for (let i = 0; i < Math.min(count, await boxes.count()); i++) await boxes.nth(i).setChecked(true)
}

export const scenes: readonly Scene[] = [
  { name: 'gallery', show: (page) => go(page, '#/gallery') },
  { name: 'design', show: (page) => go(page, '#/design') },
  {
    name: 'train',
    async show(page) {
      await go(page, '#/runs')
      await page.getByRole('main').getByText('Flower 2-8-1').first().waitFor()
      await page.getByRole('main').getByText('Flower 2-8-1').first().click()
    },
  },
  {
    name: 'compare',
    async show(page) {
      await go(page, '#/compare')
      await chooseAll(page, 3)
    },
  },
  { name: 'runs', show: (page) => go(page, '#/runs') },
  {
    name: 'commands',
    async show(page) {
      await go(page, '#/design')
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').last().fill('tr')
    },
  },
  {
    name: 'shortcuts',
    async show(page) {
      await go(page, '#/design')
      await page.locator('#content').focus()
      await page.keyboard.press('?')
    },
  },
]
