import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { choose, fill, finalScore, go, layer, picture, train, untilStatus } from './support/pages.ts'
import { root } from './support/serve.ts'
import { expect, test } from './support/test.ts'

const mnist = join(root, '../shared/data/mnist')

test('MNIST, 784-100-10, from the page: trained, watched live, compared and exported', async ({ page, host }) => {
  test.skip(!existsSync(mnist), 'the real MNIST images are not on this machine')
  test.skip(host === 'electron', 'the native save dialog cannot be clicked')
  test.setTimeout(240_000)

  await choose(page, 'Dataset', 'IDX files (MNIST)')
  await fill(page, 'Images', join(mnist, 't10k-images-idx3-ubyte.gz'))
  await fill(page, 'Labels', join(mnist, 't10k-labels-idx1-ubyte.gz'))
  await expect(page.getByText('10,000 samples')).toBeVisible()

  await layer(page, /^Dense 8/).click()
  await fill(page, 'Units', 100)
  await choose(page, 'Weight initialisation', 'He normal')
  await layer(page, /^Tanh/).click()
  await page.getByRole('button', { name: 'Add ReLU' }).click()
  await layer(page, /^Tanh/).click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: /^Fit the output: 10 × Softmax/ }).click()
  await expect(page.getByText('79,510 parameters')).toBeVisible()

  await fill(page, 'Name of the experiment', 'MNIST 784-100-10')
  await fill(page, 'Learning rate', 0.05)
  await fill(page, 'Batch size', 32)
  await fill(page, 'Epochs', 5)
  await train(page)
  await untilStatus(page, 'Running')
  // The curves grow while it trains.
  await expect(page.getByRole('img', { name: /^Loss; Training [\d.]+; Validation [\d.]+$/ })).toBeVisible({ timeout: 60_000 }) // prettier-ignore
  await picture(page, 'mnist-live')
  await untilStatus(page, 'Completed', 180_000)
  const accuracy = await finalScore(page, 'Test', 'Accuracy').innerText()
  expect(Number.parseFloat(accuracy)).toBeGreaterThanOrEqual(94)
  await picture(page, 'mnist-trained')

  await go(page, 'Design')
  await fill(page, 'Name of the experiment', 'MNIST, one epoch')
  await fill(page, 'Epochs', 1)
  await train(page)
  await untilStatus(page, 'Completed', 60_000)

  await go(page, 'Compare')
  for (const name of ['Compare #1 MNIST 784-100-10', 'Compare #2 MNIST, one epoch']) {
    await page.getByRole('checkbox', { name }).setChecked(true)
  }
  await expect(page.getByRole('img', { name: /^Accuracy; .*#1 .*#2 / })).toBeVisible()
  await picture(page, 'mnist-compare')

  await go(page, 'Runs')
  await page.getByRole('button', { name: 'Actions for run 1' }).click()
  await page.getByRole('menuitem', { name: /Export/ }).click()
  await page.getByLabel('Format').selectOption('npz')
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  expect((await download).suggestedFilename()).toMatch(/^mnist_784_100_10_r\w{8}_last\.npz$/)
})
