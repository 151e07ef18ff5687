import type { Page } from '@playwright/test'
import type { Scene } from '../scene.ts'

const onDesign = (name: string, keys: string): Scene => ({
  name,
  address: () => '#/design',
  act: (page) => page.keyboard.press(keys),
})

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('main').locator('button[aria-haspopup="menu"]').first().click()
}

/** What opens above a view. */
export const dialogs: readonly Scene[] = [
  onDesign('commands', 'Control+k'),
  onDesign('shortcuts', '?'),
  onDesign('settings', 'Control+,'),
  onDesign('open', 'Control+o'),
  {
    name: 'presets',
    address: () => '#/design',
    act: (page) => page.locator('.palette button[aria-haspopup], .palette button').last().click(),
  },
  {
    name: 'export',
    address: (stage) => `#/train/${stage.run('Flower 2-8-1')}`,
    act: (page) => page.getByRole('main').locator('button.primary').first().click(),
  },
  { name: 'train-menu', address: (stage) => `#/train/${stage.run('Flower 2-8-1')}`, act: openMenu },
  { name: 'import', address: () => '#/runs', act: (page) => page.keyboard.press('Control+i') },
  {
    name: 'archive',
    address: () => '#/runs',
    async act(page) {
      const boxes = page.getByRole('main').getByRole('checkbox')
      for (const i of [1, 2]) await boxes.nth(i).setChecked(true)
      await page.locator('.chosen-bar .actions button').nth(1).click()
    },
  },
  {
    name: 'table',
    address: () => '#/data',
    async act(page, { table }) {
      await page.getByRole('main').locator('[aria-haspopup="menu"]').first().click()
      await page.getByRole('menuitem').first().click()
      await page.getByRole('dialog').getByRole('textbox').fill(table)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByRole('combobox').first().waitFor()
    },
  },
  { name: 'runs-menu', address: () => '#/runs', act: openMenu },
]
