import type { Page } from '@playwright/test'
import { choose, fill, go, picture, train, untilStatus } from './support/pages.ts'
import { expect, test } from './support/test.ts'

/* The reference values are those of the sources, recomputed (README, *Where the mathematics comes from*). */

async function openExample(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('dialog').getByText(name).click()
  await expect(page.getByLabel('Name of the experiment')).toHaveValue(name)
}

/** A choice whose label is around it. */
async function select(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name }).selectOption({ label: option })
}

const stage = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Stages of the step' }).getByRole('button', { name, exact: true })
const formula = (page: Page) => page.getByRole('region', { name: 'Where the number comes from' })
const numbers = (page: Page, name: string) => page.locator(`section[aria-label^="${name}: "]`)

/** A table's numbers as they are written there, to the last digit that float64 has in common with the reference. */
async function shows(page: Page, name: string, expected: readonly number[]): Promise<void> {
  await expect(async () => {
    const texts = await numbers(page, name).getByRole('cell').allInnerTexts()
    const values = texts.map((text) => Number(text.replace('−', '-')))
    expect(values).toHaveLength(expected.length)
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 15))
    for (const text of texts) expect(text.replace(/^−?0\.0*/, '').length).toBeGreaterThan(13)
  }).toPass({ timeout: 5000 })
}

test('the Momentum article’s two steps stand in the page, digit for digit', async ({ page }) => {
  await openExample(page, 'Worked step 2-3-2-1')
  await page.getByRole('button', { name: 'See a step' }).click()
  await expect(page.getByRole('region', { name: 'Ledger', exact: true })).toBeVisible()
  await select(page, 'Digits', 'All 17')

  await stage(page, 'a⁽³⁾ Sigmoid').click()
  await shows(page, 'a⁽³⁾', [0.5518315010998245])
  await stage(page, 'δ⁽³⁾ Dense 1').click()
  await shows(page, 'δ⁽³⁾', [-0.0861067684838104])
  await stage(page, 'δ⁽²⁾ Dense 2').click()
  await shows(page, 'δ⁽²⁾', [-0.016022008140761122, 0.0015895291311977164])
  await stage(page, 'δ⁽¹⁾ Dense 3').click()
  await shows(page, 'δ⁽¹⁾', [-0.00865533811800566, 0.0029758391252639833, -0.000961683696847375])
  await stage(page, 'W⁽³⁾[t+1] Dense 1').click()
  await shows(page, 'W⁽³⁾[t+1]', [0.7640434233826331, -0.19655633075544543])

  await page.getByRole('button', { name: 'Next step' }).click()
  await shows(page, 'W⁽³⁾[t+1]', [0.7791874300362607, -0.17134846171293688])
  await picture(page, 'ledger')
})

test('a cell is worked out by keyboard, and where its numbers come from is followed back', async ({ page }) => {
  await openExample(page, 'Worked step 2-3-2-1')
  await go(page, 'Ledger')
  await stage(page, 'z⁽¹⁾ Dense 3').focus()
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown')
  await expect(stage(page, 'z⁽²⁾ Dense 2')).toBeFocused()
  await expect(stage(page, 'z⁽²⁾ Dense 2')).toHaveAttribute('aria-current', 'step')
  const said = (i: number) => formula(page).getByRole('math').nth(i)
  await expect(said(1)).toHaveAttribute('aria-label', 'w⁽²⁾₁₁·a⁽¹⁾₁ + w⁽²⁾₁₂·a⁽¹⁾₂ + w⁽²⁾₁₃·a⁽¹⁾₃')

  await numbers(page, 'z⁽²⁾').getByRole('button', { pressed: true }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(said(0)).toHaveAttribute('aria-label', 'z⁽²⁾₂')
  await expect(numbers(page, 'W⁽²⁾').locator('.marked')).toHaveText(['0.34', '1.05', '3.1'])

  // A number it was made of leads to where that was worked out.
  await numbers(page, 'a⁽¹⁾').getByRole('cell').nth(2).getByRole('button').click()
  await expect(stage(page, 'a⁽¹⁾ Sigmoid')).toHaveAttribute('aria-current', 'step')
  await expect(said(0)).toHaveAttribute('aria-label', 'a⁽¹⁾₃')
})

test('the gradient check tells its verdict, and a wrong design tells its place', async ({ page }) => {
  await openExample(page, 'Four people 2-2-1')
  await go(page, 'Ledger')
  await page.getByRole('button', { name: 'Check gradients' }).click()
  await page.getByRole('button', { name: 'Start the check' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Backpropagation agrees with the differences.')).toBeVisible()
  await expect(dialog.getByText('9 of 9 weights and biases')).toBeVisible()
  await picture(page, 'ledger-gradient-check')
  await page.keyboard.press('Escape')

  await go(page, 'Design')
  await choose(page, 'Dataset', 'Drawn digits')
  await go(page, 'Ledger')
  await expect(page.getByRole('alert')).toContainText('Layer 4: the network puts out 1')
})

test('a run is looked into from any of its checkpoints, a large network in parts', async ({ page }) => {
  await choose(page, 'Dataset', 'Drawn digits')
  await page.getByRole('button', { name: /^Fit the output: 10 × Softmax/ }).click()
  await fill(page, 'Epochs', 1)
  await train(page)
  await untilStatus(page, 'Completed')
  await page.getByRole('button', { name: 'See a step' }).click()
  await select(page, 'Weights', 'Last, epoch 1')
  await expect(page.getByText(/^Training step 101 · loss/)).toBeVisible({ timeout: 20_000 })
  await stage(page, '∂C/∂W⁽¹⁾ Dense 8').click()
  await expect(page.getByText('rows 1–8 of 8, columns 1–20 of 784')).toBeVisible()
  await fill(page, 'First column', 401)
  await expect(page.getByRole('columnheader', { name: '401' })).toBeVisible()
  await picture(page, 'ledger-matrix')
})

test('по-русски: числа с запятой, слова свои', async ({ page }) => {
  await openExample(page, 'Worked step 2-3-2-1')
  await page.evaluate(() => localStorage.setItem('backprop-lab.preferences', '{"language":"ru","theme":"light"}'))
  // What is being designed is kept a moment after the last change.
  await page.waitForTimeout(500)
  await page.reload()
  await page.getByRole('link', { name: 'Расчёт' }).click()
  const stages = page.getByRole('navigation', { name: 'Этапы шага' })
  await expect(stages.getByText('Обратный проход')).toBeVisible()
  await stages.getByRole('button', { name: 'δ⁽³⁾ Полносвязный 1' }).click()
  const line = page.getByRole('region', { name: 'Откуда взялось число' })
  await expect(line.getByRole('math').last()).toHaveAttribute('aria-label', '−0,08611')
})
