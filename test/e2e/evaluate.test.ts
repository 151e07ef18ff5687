import type { Page } from '@playwright/test'
import { choose, fill, go, layer, picture, train, untilStatus } from './support/pages.ts'
import { expect, test } from './support/test.ts'

const evaluated = (page: Page) => page.getByRole('region', { name: 'Evaluate', exact: true })

test('digits: the confusion matrix, its samples, and a digit of one’s own', async ({ page }) => {
  test.setTimeout(120_000)
  await go(page, 'Evaluate')
  await expect(page.getByText('Nothing has been trained yet')).toBeVisible()
  await go(page, 'Design')
  await choose(page, 'Dataset', 'Drawn digits')
  await layer(page, /^Dense 8/).click()
  await fill(page, 'Units', 32)
  await page.getByRole('button', { name: /^Fit the output: 10 × Softmax/ }).click()
  await fill(page, 'Epochs', 6)
  await train(page)
  await untilStatus(page, 'Completed', 90_000)
  await page.getByRole('button', { name: 'Evaluate' }).click()

  // Every sample of the part is in one cell.
  const matrix = evaluated(page).getByRole('table', { name: 'Confusion matrix' })
  await expect(matrix.getByRole('button')).toHaveCount(100)
  await expect(page.getByText('200 samples')).toBeVisible()
  const right = matrix.getByRole('button', { name: /^7 taken for 7: / })
  const count = Number(/: (\d+),/.exec((await right.getAttribute('title')) ?? '')?.[1])
  expect(count).toBeGreaterThan(5)
  await right.click()
  const samples = page.getByRole('region', { name: 'Samples' })
  await expect(samples.getByRole('button', { name: /^Sample [\d,]+: 7, taken for 7/ })).toHaveCount(count)
  await picture(page, 'evaluate-digits')

  // A vertical line, drawn with the mouse, is a one.
  const pad = page.getByRole('img', { name: 'Draw a digit here' })
  const box = (await pad.boundingBox())!
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.32, box.y + box.height * 0.8, { steps: 12 })
  await page.mouse.up()
  const outputs = page.getByRole('table', { name: 'Output' })
  const one = outputs.getByRole('row', { name: /^1 / }).getByRole('cell').last()
  await expect.poll(async () => Number.parseFloat(await one.innerText())).toBeGreaterThan(50)
  await expect(page.getByRole('img', { name: /^Softmax: 10 activations/ })).toBeVisible()
  await picture(page, 'evaluate-drawn')

  // A sample that is clicked is tried in place of the drawing.
  await samples.getByRole('button').filter({ hasText: '7' }).first().click()
  const seven = outputs.getByRole('row', { name: /^7 / }).getByRole('cell').last()
  await expect.poll(async () => Number.parseFloat(await seven.innerText())).toBeGreaterThan(50)

  await page.getByRole('radio', { name: 'Training' }).check({ force: true })
  await expect(page.getByText('1,600 samples')).toBeVisible()
})

test('numbers: sliders set the inputs, and the output and every layer follow', async ({ page }) => {
  await choose(page, 'Dataset', 'Circles')
  await fill(page, 'Epochs', 60)
  await train(page)
  await untilStatus(page, 'Completed')
  await page.getByRole('button', { name: 'Evaluate' }).click()

  // The classes are an inner disc and a ring about it.
  const outputs = page.getByRole('table', { name: 'Output' })
  const share = (name: string) =>
    outputs
      .getByRole('row', { name: new RegExp(`^${name} `) })
      .getByRole('cell')
      .last()
  await fill(page, 'x', 0)
  await fill(page, 'y', 0)
  await expect.poll(async () => Number.parseFloat(await share('inner').innerText())).toBeGreaterThan(80)
  await expect(page.getByRole('img', { name: /^Tanh: 8 activations/ })).toBeVisible()
  const slider = evaluated(page).getByRole('slider').first()
  await slider.focus()
  await slider.press('End')
  await expect.poll(async () => Number.parseFloat(await share('outer').innerText())).toBeGreaterThan(80)
})

test('words: a word is typed, its answer and its neighbours are shown', async ({ page }) => {
  await go(page, 'Gallery')
  await page.getByRole('button', { name: /^Village words: skip-gram/ }).click()
  await page.getByRole('button', { name: 'Full speed' }).click()
  await untilStatus(page, 'Completed', 60_000)
  await page.getByRole('button', { name: 'Evaluate' }).click()
  const map = page.getByRole('region', { name: 'Word vectors' })
  await expect(map.getByRole('img')).toBeVisible()
  const [word] = await map.getByRole('combobox').locator('option').allInnerTexts()
  await map.getByRole('combobox').selectOption({ label: word! })
  await expect(map.getByRole('listitem').first()).toHaveText(/^\S+\s*0\.\d+$/)
  await evaluated(page).getByLabel('Word', { exact: true }).first().fill(word!)
  await expect(page.getByRole('table', { name: 'Output' }).getByRole('row').first()).toBeVisible()
  await evaluated(page).getByLabel('Word', { exact: true }).first().fill('xyzzy')
  await expect(page.getByText(/xyzzy/)).toBeVisible()
})
