import { readFile } from 'node:fs/promises'
import { expect, test } from './support/test.ts'
import { choose, fill, finalScore, go, layer, picture, train, untilStatus } from './support/pages.ts'

test('design, train, compare, export', async ({ page, host }) => {
  test.skip(host === 'electron', 'the native save dialog cannot be clicked')
  await picture(page, 'design')

  await choose(page, 'Dataset', 'Moons')
  await fill(page, 'Name of the experiment', 'Moons, fast')
  await layer(page, /^Dense 8/).click()
  await fill(page, 'Units', 12)
  await expect(layer(page, 'Dense 12, puts out 12, 36 parameters, 60 FLOP per sample')).toBeVisible()
  await fill(page, 'Epochs', 40)
  await train(page)
  await untilStatus(page, 'Completed')
  await expect(page.getByText('Epoch 40 of 40')).toBeVisible()
  await expect(page.getByRole('img', { name: /^Loss; Training 0\.\d+; Validation 0\.\d+$/ })).toBeVisible()
  await expect(finalScore(page, 'Test', 'Accuracy')).toHaveText(/^(9\d|100)\.\d\d%$/)
  await picture(page, 'train')

  await go(page, 'Design')
  await fill(page, 'Name of the experiment', 'Moons, slow')
  await fill(page, 'Learning rate', 0.001)
  await train(page)
  await untilStatus(page, 'Completed')

  await go(page, 'Compare')
  for (const name of ['Compare #1 Moons, fast', 'Compare #2 Moons, slow']) {
    await page.getByRole('checkbox', { name }).setChecked(true)
  }
  await expect(page.getByRole('img', { name: /^Loss; .*#1 .*#2 / })).toBeVisible()
  await expect(page.getByRole('row', { name: /^#1 Moons, fast/ })).toBeVisible()
  await page.getByRole('tab', { name: 'Settings that differ' }).click()
  const settings = page.getByRole('tabpanel')
  await expect(settings.getByRole('row', { name: /Learning rate/ })).toHaveText(/0\.1.*0\.001/)
  await expect(settings.getByRole('row', { name: /Momentum/ })).toHaveCount(0)
  await picture(page, 'compare')

  await go(page, 'Runs')
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row', { name: /Choose run/ })).toHaveCount(2)
  await picture(page, 'runs')
  await page.getByRole('button', { name: 'Actions for run 1' }).click()
  await page.getByRole('menuitem', { name: /Export/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Export weights' })
  await dialog.getByLabel('Format').selectOption('json')
  await picture(page, 'export')
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const exported = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
    tensors: Record<string, { shape: number[] }>
  }
  expect(Object.entries(exported.tensors).map(([name, { shape }]) => [name, shape])).toEqual([
    ['layers.0.weight', [12, 2]],
    ['layers.0.bias', [12]],
    ['layers.2.weight', [1, 12]],
    ['layers.2.bias', [1]],
  ])
})

test('two runs of one experiment end with the same weights', async ({ page }) => {
  await fill(page, 'Epochs', 5)
  const hashes: string[] = []
  for (let i = 0; i < 2; i++) {
    await train(page)
    await untilStatus(page, 'Completed')
    hashes.push(await page.getByText(/^[0-9a-f]{64}$/).innerText())
    await go(page, 'Design')
  }
  expect(hashes[1]).toBe(hashes[0])
})
