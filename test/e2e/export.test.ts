import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { fill, go, picture, train, untilStatus } from './support/pages.ts'
import { cutTexts } from './support/cut-texts.ts'
import { expect, test } from './support/test.ts'

/** Trains a run with a name that would be markup, and opens its export dialog. */
async function openExport(page: Page, item = 'Export weights', title = item): Promise<Locator> {
  await fill(page, 'Name of the experiment', 'Moons <script>alert(1)</script>')
  await fill(page, 'Epochs', 4)
  await train(page)
  await untilStatus(page, 'Completed')
  await go(page, 'Runs')
  await page.getByRole('button', { name: 'Actions for run 1' }).click()
  await page.getByRole('menuitem', { name: item }).click()
  return page.getByRole('dialog', { name: title })
}

async function save(page: Page, dialog: Locator): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const file = await download
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

test('the export dialog shows what it will write, and writes that', async ({ page, host }) => {
  test.skip(host === 'electron', 'the native save dialog cannot be clicked')
  const dialog = await openExport(page)
  const shown = dialog.getByRole('region', { name: 'What will be written' })
  await expect(shown.getByText(/_last\.onnx$/)).toBeVisible()
  await expect(shown.getByText('Operators of ai.onnx (opset)')).toBeVisible()
  await expect(shown.getByRole('row', { name: /^layers\.0\.weight 8×2 float32$/ })).toBeVisible()
  await picture(page, 'export-onnx')

  // By keyboard: format, and into what is shown, which scrolls.
  await dialog.getByLabel('Format').selectOption('json')
  await expect(shown.locator('pre')).toContainText('"format": "backprop-lab-weights"')
  await shown.focus()
  await page.keyboard.press('End')
  await expect.poll(() => shown.evaluate((region) => region.scrollTop)).toBeGreaterThan(0)
  expect(await cutTexts(page)).toEqual([])
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])

  await dialog.getByLabel('Format').selectOption('numpy')
  await dialog.getByLabel('File name').fill('net.py')
  await expect(shown.getByText('net.npz', { exact: true })).toBeVisible()
  await expect(shown.getByText('They are saved together as net.zip.')).toBeVisible()
  await picture(page, 'export-numpy')
  expect((await save(page, dialog)).name).toBe('net.zip')
})

test('a report opens in a browser as it is: no script runs, nothing is fetched, nothing sticks out', async ({
  page,
  host,
  folder,
}) => {
  test.skip(host === 'electron', 'the native save dialog cannot be clicked')
  const dialog = await openExport(page, 'Report…', 'Report of the run')
  await expect(dialog.getByLabel('Format')).toHaveValue('report')
  await expect(dialog.getByText(/^One page with the result/)).toBeVisible()
  await picture(page, 'export-report')
  const { name, bytes } = await save(page, dialog)
  expect(name).toMatch(/\.html$/)
  const file = join(folder, 'report.html')
  await writeFile(file, bytes)

  const report = await page.context().newPage()
  const asked: string[] = []
  report.on('request', (request) => asked.push(request.url()))
  report.on('dialog', (alert) => {
    throw new Error(`it says ${alert.message()}`)
  })
  await report.goto(`file://${file}`)
  await expect(report.getByRole('heading', { level: 1 })).toHaveText('Moons <script>alert(1)</script> · #1')
  await expect(report.getByRole('img', { name: /^Loss by epoch: Training 0\.\d+, Validation 0\.\d+$/ })).toBeVisible()
  await expect(report.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible()
  await expect(report.getByText('z⁽¹⁾', { exact: false }).first()).toBeVisible()
  expect(asked).toEqual([`file://${file}`])
  expect(await report.evaluate(() => document.scripts.length)).toBe(0)
  for (const width of [390, 1280]) {
    await report.setViewportSize({ width, height: 800 })
    expect(await report.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  }
  await report.getByRole('link', { name: 'To repeat it' }).click()
  await expect(report.getByRole('heading', { name: 'To repeat it' })).toBeInViewport()
  for (const colorScheme of ['light', 'dark'] as const) {
    await report.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page: report }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await picture(report, `report-${colorScheme}`)
  }
  await report.close()
})
