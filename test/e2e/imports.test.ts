import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { encode } from 'fast-png'
import { choose, fill, go, picture } from './support/pages.ts'
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

test('an archive of arrays is opened in Data, and its arrays are chosen by name and shape', async ({ page, host }) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  await go(page, 'Data')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('menuitem', { name: /^A file/ }).click()
  await page.getByLabel('Path').fill(join(root, 'test/fixtures/numpy/samples.npz'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'has no array y' })).toBeVisible()
  const parameters = page.getByRole('region', { name: 'Parameters' })
  await parameters.getByLabel('Array of targets').selectOption({ label: 'labels · 3 int64' })
  await expect(page.getByRole('region', { name: 'Facts' }).getByText('Classes').last()).toBeVisible()
  await parameters.getByLabel('Array of inputs').selectOption({ label: 'flat_images · 3×2×2 uint8' })
  await expect(page.getByRole('region', { name: 'Facts' }).getByText('1×2×2', { exact: true })).toBeVisible()
  await picture(page, 'data-arrays')
})

test('a folder of pictures is opened in Data, a class for each folder', async ({ page, host, folder }) => {
  test.skip(host === 'electron', 'the native dialog cannot be clicked')
  for (const [name, grey] of [
    ['cats', 40],
    ['dogs', 220],
  ] as const) {
    mkdirSync(join(folder, 'pets', name), { recursive: true })
    for (let i = 0; i < 10; i++) {
      const data = Uint8Array.from({ length: 64 }, (_, pixel) => grey + ((pixel * (i + 3)) % 30))
      writeFileSync(
        join(folder, 'pets', name, `${i}.png`),
        encode({ width: 8, height: 8, data, channels: 1, depth: 8 }),
      )
    }
  }
  await go(page, 'Data')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('menuitem', { name: 'A folder of PNG images' }).click()
  await page.getByLabel('Path').fill(join(folder, 'pets'))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Choose this folder' }).click()
  await expect(page.getByRole('option', { name: /^pets/ })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('img', { name: /^Sample \d+, class cats/ }).first()).toBeVisible()
  await picture(page, 'data-folder')
})
