import { expect, test } from './support/test.ts'
import { go, picture, untilStatus } from './support/pages.ts'

test('everything is found by a few letters and done by keyboard alone', async ({ page }) => {
  const search = page.getByRole('combobox', { name: 'Search actions, places, runs and examples' })
  await page.keyboard.press('Control+k')
  await expect(search).toBeFocused()
  await picture(page, 'commands')
  await search.fill('xor')
  await expect(page.getByRole('option', { selected: true })).toHaveText(/XOR 2-4-1/)
  await page.keyboard.press('Enter')
  await untilStatus(page, 'Completed')

  await page.keyboard.press('Control+k')
  await search.fill('dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByRole('region', { name: 'Runs', exact: true })).toBeVisible()

  // An action of another place goes there first.
  await page.keyboard.press('Control+k')
  await search.fill('open an exp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Open an experiment' })).toBeVisible()
  await page.keyboard.press('Escape')

  await go(page, 'Runs')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByText('Save the experiment')).toBeVisible()
  await picture(page, 'shortcuts')
})

test('keys that are typed into a field mean nothing else', async ({ page }) => {
  const name = page.getByLabel('Name of the experiment')
  await name.fill('')
  await name.pressSequentially('gr? b')
  await expect(name).toHaveValue('gr? b')
  await expect(page.getByRole('region', { name: 'Design', exact: true })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
