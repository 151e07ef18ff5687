import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { AxeBuilder } from '@axe-core/playwright'
import { choose, fill, finalScore, picture, train, untilStatus } from './support/pages.ts'
import { root } from './support/serve.ts'
import { expect, test } from './support/test.ts'

/** Cold below 5 degrees, warm above, with one column in words and a decimal comma. */
const weather = `day;temperature;sky;feels\n${Array.from({ length: 80 }, (_, i) => {
  const warm = i % 2 === 1
  return `${i + 1};${warm ? 6 + (i % 5) : (i % 5) - 1},5;${i % 3 === 0 ? 'grey' : 'blue'};${warm ? 'warm' : 'cold'}`
}).join('\n')}\n`

/** What is said beside a field. */
const told = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).first()

test('a table from a file: chosen, corrected by its form, trained', async ({ page, folder }) => {
  const file = join(folder, 'weather.csv')
  writeFileSync(file, weather.replace('3,5;blue', 'four;blue'))
  await choose(page, 'Dataset', 'Table (CSV, TSV)')
  await expect(told(page, 'Choose a file')).toBeVisible()
  await fill(page, 'File', file)
  await expect(told(page, /weather\.csv, line \d+, column "temperature": "four" is no number/)).toBeVisible()
  await picture(page, 'imports-problem')

  writeFileSync(file, weather)
  await fill(page, 'Column to predict', 'feels')
  await expect(page.getByText('4 → 1')).toBeVisible()
  await fill(page, 'Settings of columns', '{"day": {"role": "ignore"}')
  await expect(told(page, 'Not JSON')).toBeVisible()
  await fill(page, 'Settings of columns', '{"day": {"role": "ignore"}}')
  await expect(page.getByText('3 → 1')).toBeVisible()
  await picture(page, 'imports-table')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])

  await fill(page, 'Epochs', 60)
  await train(page)
  await untilStatus(page, 'Completed')
  await expect(finalScore(page, 'Training', 'Accuracy')).toHaveText(/100|9\d/)
})

test('arrays, images and MNIST have forms of their own', async ({ page }) => {
  await choose(page, 'Dataset', 'NumPy arrays (NPZ, NPY)')
  await fill(page, 'Archive (NPZ)', join(root, 'test/fixtures/numpy/samples.npz'))
  await fill(page, 'Array of targets', 'labels')
  await expect(page.getByText('2 → 3')).toBeVisible()
  await picture(page, 'imports-arrays')

  await choose(page, 'Dataset', 'Images in folders (PNG)')
  await fill(page, 'Folder or ZIP', join(root, 'docs'))
  await expect(told(page, /compare\.png lies in no folder/)).toBeVisible()
  await picture(page, 'imports-images')

  await choose(page, 'Dataset', 'MNIST, Fashion-MNIST')
  await choose(page, 'Set', 'Fashion-MNIST')
  await expect(told(page, /fashion-mnist has not been downloaded yet/i)).toBeVisible()
  await picture(page, 'imports-mnist')
})
