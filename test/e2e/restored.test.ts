import { expect, test } from './support/test.ts'
import { fill, go, train, untilStatus } from './support/pages.ts'

test('what was folded in Design stays folded over a reload, until somebody is led into it', async ({ page }) => {
  const learning = page.getByRole('button', { name: 'Learning', exact: true })
  await expect(learning).toHaveAttribute('aria-expanded', 'true')
  await learning.click()
  await page.reload()
  await expect(learning).toHaveAttribute('aria-expanded', 'false')
  await expect(page.getByRole('button', { name: /^Data/ }).first()).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('set the optimiser')
  await page.keyboard.press('Enter')
  await expect(learning).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByLabel('Optimiser', { exact: true })).toBeFocused()
})

test('Compare opens at the table it was left at', async ({ page }) => {
  await fill(page, 'Epochs', 2)
  await train(page)
  await untilStatus(page, 'Completed')
  await go(page, 'Design')
  await train(page)
  await expect(page.getByRole('button', { name: /^#2.*Choose a run/ })).toBeVisible()
  await untilStatus(page, 'Completed')
  await go(page, 'Compare')
  for (const number of [1, 2]) await page.getByRole('checkbox', { name: `Compare #${number} ` }).setChecked(true)
  await page.getByRole('tab', { name: 'Weights' }).click()
  await page.reload()
  await expect(page.getByRole('tab', { name: 'Weights' })).toHaveAttribute('aria-selected', 'true')
})

test('the diagram is gone along by arrow keys, and says its values', async ({ page }) => {
  const diagram = page.getByRole('application', { name: /^First weights of the network/ })
  const said = page.getByRole('region', { name: 'Diagram of the network' }).locator('[aria-live]')
  await page.getByRole('spinbutton').last().focus()
  for (let presses = 0; presses < 80; presses++) {
    if (await diagram.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Shift+Tab')
  }
  await expect(said).toHaveText('Input 1')
  await page.keyboard.press('ArrowRight')
  await expect(said).toHaveText('Dense 8, neuron 1: bias b = 0')
  await page.keyboard.press('ArrowDown')
  await expect(said).toHaveText('Dense 8, neuron 2: bias b = 0')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(said).toHaveText(/^w = [-−]?0\.\d+, from 1 to 2$/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Layers of the network' }).locator('[aria-current="true"]')).toHaveText(
    /Dense 1/,
  )
  await page.keyboard.press('Tab')
  await expect(said).toHaveText('')
})
