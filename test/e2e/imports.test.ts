import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { choose, fill, picture } from './support/pages.ts'
import { root } from './support/serve.ts'
import { expect, test } from './support/test.ts'

/** What is said beside a field. */
const told = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).first()

test('arrays, images and MNIST have forms of their own', async ({ page, host }) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  await choose(page, 'Dataset', 'NumPy arrays (NPZ, NPY)')
  await fill(page, 'Archive (NPZ)', join(root, 'test/fixtures/numpy/samples.npz'))
  const targets = page.getByLabel('Array of targets', { exact: true })
  await expect(targets.locator('option:checked')).toHaveText('y (not in the archive)')
  await targets.selectOption('labels')
  await expect(page.getByText('2 → 3')).toBeVisible()
  await picture(page, 'imports-arrays')

  await choose(page, 'Dataset', 'Images in folders (PNG)')
  await page.getByRole('button', { name: 'Choose a folder' }).click()
  await page.getByLabel('Path').fill(join(root, 'docs'))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Choose this folder' }).click()
  await expect(told(page, /compare\.png lies in no folder/)).toBeVisible()
  await picture(page, 'imports-images')

  await choose(page, 'Dataset', 'MNIST, Fashion-MNIST')
  await choose(page, 'Set', 'Fashion-MNIST')
  await expect(told(page, 'Fashion-MNIST is not on this machine yet; get it below')).toBeVisible()
  await picture(page, 'imports-mnist')
})
