import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { zipSync } from 'fflate'
import { encodeNpz } from '../../src-engine/formats/npz.ts'
import { cutTexts } from './support/cut-texts.ts'
import { fill, go, picture, train, untilStatus } from './support/pages.ts'
import { expect, test } from './support/test.ts'

test.skip(({ host }) => host === 'electron', 'native dialogs cannot be clicked')

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Import' })
const fact = (dialog: Locator, name: string): Locator =>
  dialog.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('xpath=following-sibling::dd[1]')

/** Drops a file onto the window, as it comes from a folder of the desktop. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const data = await page.evaluateHandle(
    ({ name: called, content }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(content)], called))
      return transfer
    },
    { name, content: [...bytes] },
  )
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: data })
}

/** Chooses a file by its path, in the lab's own dialog. */
async function chooseFile(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Control+i')
  await dialogOf(page).getByRole('button', { name: 'Choose a file' }).click()
  await answer(page, path)
}

async function answer(page: Page, path: string): Promise<void> {
  const asked = page.getByRole('dialog').filter({ has: page.getByLabel('Path') })
  await asked.getByLabel('Path').fill(path)
  await asked.getByLabel('Path').press('Enter')
}

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

async function trained(page: Page, name: string, epochs = 3): Promise<void> {
  await go(page, 'Design')
  await fill(page, 'Name of the experiment', name)
  await fill(page, 'Epochs', epochs)
  await train(page)
  await untilStatus(page, 'Completed')
}

/** The weights of a run as the export dialog saves them. */
async function exported(page: Page, number: number, format: string): Promise<Buffer> {
  await go(page, 'Runs')
  await page.getByRole('button', { name: `Actions for run ${number}` }).click()
  await page.getByRole('menuitem', { name: /Export/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Export weights' })
  await dialog.getByLabel('Format').selectOption(format)
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const bytes = await readFile(await (await download).path())
  await expect(dialog).toBeHidden()
  return bytes
}

/** The SHA-256 of the last weights, as *Train* tells it of each run. */
async function weightHashes(page: Page, runs: readonly string[]): Promise<string[]> {
  const hashes: string[] = []
  for (const name of runs) {
    await go(page, 'Runs')
    await page.getByRole('main').getByText(name, { exact: true }).click()
    hashes.push(
      await page
        .getByText(/^[0-9a-f]{64}$/)
        .first()
        .innerText(),
    )
  }
  return hashes
}

test('weights come back as a run, by drop with their own experiment, and without one into the network in Design', async ({
  page,
  folder,
}) => {
  test.setTimeout(120_000)
  await trained(page, 'Moons <b>one</b>')
  const json = await exported(page, 1, 'json')
  const npz = await exported(page, 1, 'npz')
  const safetensors = await exported(page, 1, 'safetensors')

  await drop(page, 'weights.json', json)
  const dialog = dialogOf(page)
  await expect(fact(dialog, 'Kind')).toHaveText('Weights (JSON)')
  await expect(fact(dialog, 'Trained by')).toHaveText(/^run r\w{8}, checkpoint last$/)
  await expect(dialog.getByLabel('They go into')).toHaveValue('own')
  await expect(dialog.getByRole('row', { name: /^layers\.0\.weight 8×2 8×2 fits$/ })).toBeVisible()
  await picture(page, 'import-weights')
  expect(await cutTexts(page)).toEqual([])
  expect(await serious(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText(/^The weights of weights\.json are run #2, “Moons <b>one<\/b>”\.$/)).toBeVisible()
  await picture(page, 'import-done')
  expect(await serious(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Open the run' }).click()
  await untilStatus(page, 'Completed')

  const file = join(folder, 'weights.npz')
  await writeFile(file, npz)
  await chooseFile(page, file)
  await expect(fact(dialog, 'Kind')).toHaveText('Weights (NPZ)')
  await expect(dialog.getByLabel('They go into')).toHaveValue('design')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText(/are run #3/)).toBeVisible()

  await dialog.getByRole('button', { name: 'Another file' }).click()
  expect(await serious(page)).toEqual([])
  await drop(page, 'half.safetensors', safetensors.subarray(0, safetensors.length / 2))
  await expect(dialog.getByText(/^half\.safetensors: is cut off: it ends at byte \d+/)).toBeVisible()
  await drop(page, 'whole.safetensors', safetensors)
  await expect(dialog.getByLabel('They go into')).toHaveValue('own')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText(/are run #4/)).toBeVisible()
  await page.keyboard.press('Escape')
  await go(page, 'Runs')
  await expect(page.getByRole('status').filter({ hasText: /^\s*4 runs\s*$/ })).toBeVisible()
})

test('what does not fit or is damaged says so, and nothing is stored', async ({ page, folder }) => {
  const wrong = encodeNpz([
    { name: 'layers.0.weight', shape: [12, 2], values: new Float32Array(24) },
    { name: 'layers.0.bias', shape: [8], values: new Float32Array(8) },
    { name: 'layers.9.weight', shape: [1, 8], values: new Float32Array(8) },
  ])
  await drop(page, 'wrong.npz', wrong)
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('row', { name: 'layers.0.weight 12×2 8×2 does not fit' })).toBeVisible()
  await expect(dialog.getByRole('row', { name: 'layers.0.bias 8 8 fits' })).toBeVisible()
  await expect(dialog.getByRole('row', { name: 'layers.9.weight 1×8 none does not fit' })).toBeVisible()
  await expect(dialog.getByText(/tensors do not fit, so nothing can be imported/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await picture(page, 'import-misfit')
  expect(await serious(page)).toEqual([])

  // Another network is asked for, which is no experiment.
  await writeFile(join(folder, 'none.json'), '{"version": 1}')
  await dialog.getByLabel('They go into').selectOption('file')
  await dialog.getByRole('button', { name: 'Choose the experiment file' }).click()
  await answer(page, join(folder, 'none.json'))
  await expect(dialog.getByText(/does not go with .*none\.json: name is missing/)).toBeVisible()
  await picture(page, 'import-no-experiment')

  await dialog.getByRole('button', { name: 'Another file' }).click()
  await drop(page, 'cut.npz', wrong.subarray(0, wrong.length - 30))
  await expect(
    dialog.getByText(/is not a whole ZIP archive: it ends without the list of its files \(byte \d+\)/),
  ).toBeVisible()
  await picture(page, 'import-cut')
  await drop(page, 'stranger.zip', zipSync({ 'readme.txt': new Uint8Array(3) }))
  await expect(dialog.getByText(/is a ZIP archive that holds "readme\.txt"/)).toBeVisible()
  await page.keyboard.press('Escape')
  await go(page, 'Runs')
  await expect(page.getByText('No runs yet.')).toBeVisible()
})

test('an experiment is imported once, by keyboard alone, and opens in Design', async ({ page, folder }) => {
  const experiment = await readFile(new URL('../../resources/experiments/xor.json', import.meta.url))
  await mkdir(join(folder, 'inner'))
  await writeFile(join(folder, 'inner', 'mine.json'), experiment)
  for (const said of [/is saved in the lab\.$/, /was in the lab already\.$/]) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('import a file')
    await page.keyboard.press('Enter')
    const dialog = dialogOf(page)
    await expect(dialog.getByRole('button', { name: 'Choose a file' })).toBeFocused()
    await page.keyboard.press('Enter')
    const path = page.getByLabel('Path')
    await path.focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(join(folder, 'inner'))
    await page.keyboard.press('Enter')
    const entry = page.getByRole('button', { name: /^mine\.json/ })
    await expect(entry).toBeVisible()
    await entry.focus()
    await page.keyboard.press('Enter')
    await expect(fact(dialog, 'Kind')).toHaveText('Experiment')
    const store = dialog.getByRole('button', { name: 'Import', exact: true })
    for (let i = 0; i < 6 && !(await store.evaluate((one) => one === document.activeElement)); i++)
      await page.keyboard.press('Tab')
    await expect(store).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog.getByText(said)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await chooseFile(page, join(folder, 'inner', 'mine.json'))
  await expect(dialogOf(page).getByText('The very same experiment is in the lab already.')).toBeVisible()
  await dialogOf(page).getByRole('button', { name: 'Import', exact: true }).click()
  await dialogOf(page).getByRole('button', { name: 'Open in Design' }).click()
  await expect(page.getByRole('region', { name: 'Design', exact: true })).toBeVisible()
})

test('two runs leave as one archive, are deleted, and come back with the same weights', async ({ page }) => {
  test.setTimeout(120_000)
  await trained(page, 'first')
  await trained(page, 'second', 4)
  const before = await weightHashes(page, ['first', 'second'])
  expect(before[0]).not.toBe(before[1])
  await go(page, 'Runs')
  await page.getByRole('checkbox', { name: 'Choose all shown runs' }).check()
  await page.getByRole('button', { name: 'Archive…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Archive runs' })
  await expect(fact(dialog, 'Runs')).toHaveText(/^2 runs: #\d, #\d$/)
  await expect(fact(dialog, 'Checkpoints')).toHaveText(/^[2-9]$/)
  await picture(page, 'archive')
  expect(await serious(page)).toEqual([])
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('runs_2.zip')
  const bytes = await readFile(await file.path())
  await expect(dialog).toBeHidden()

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('No runs yet.')).toBeVisible()
  await drop(page, 'lab.zip', bytes)
  const importing = dialogOf(page)
  await expect(fact(importing, 'Runs')).toHaveText('2 runs')
  await expect(importing.getByRole('row', { name: /^second Completed 4 \d new$/ })).toBeVisible()
  await picture(page, 'import-archive')
  expect(await serious(page)).toEqual([])
  await importing.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(importing.getByText('2 runs added')).toBeVisible()
  await importing.getByRole('button', { name: 'Show the runs' }).click()
  await expect(page.getByRole('status').filter({ hasText: /^\s*2 of 2 runs\s*$/ })).toBeVisible()
  expect(await weightHashes(page, ['first', 'second'])).toEqual(before)

  await drop(page, 'lab.zip', bytes)
  await expect(importing.getByText('Everything in the archive is in the lab already')).toBeVisible()
  await expect(importing.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
})

test('a table that is dropped opens in Data, and where it lies now is told', async ({ page }) => {
  const rows = Array.from({ length: 40 }, (_, i) => `${Math.sin(i)},${Math.cos(3 * i)},${i % 2 ? 'yes' : 'no'}\n`)
  await drop(page, 'dropped.csv', Buffer.from(`a,b,class\n${rows.join('')}`))
  await expect(page.getByRole('dialog', { name: /dropped\.csv/ })).toBeVisible()
  await picture(page, 'dropped-table')
  await expect(dialogOf(page)).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^Kept in the lab’s folder: .*dropped\.csv$/)).toBeVisible()
})

test('по-русски: чужие веса, которые не подходят, и архив запуска туда и обратно', async ({ page }) => {
  await trained(page, 'Луны')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('dialog').getByLabel('Language').selectOption({ label: 'Русский' })
  await page.keyboard.press('Escape')
  const values = new Float32Array(24)
  await drop(page, 'чужие.npz', encodeNpz([{ name: 'layers.0.weight', shape: [12, 2], values }]))
  const dialog = page.getByRole('dialog', { name: 'Загрузка файла' })
  await expect(dialog.getByRole('row', { name: 'layers.0.weight 12×2 8×2 не подходит' })).toBeVisible()
  await expect(dialog.getByText('Не подходят 4 тензора, поэтому загрузить нельзя.')).toBeVisible()
  await picture(page, 'import-misfit-russian')
  expect(await cutTexts(page)).toEqual([])
  await drop(page, 'обрыв.npz', Buffer.from('PK\x03\x04 и больше ничего'))
  await expect(
    dialog.getByText(/обрыв\.npz: это не целый архив ZIP: в конце нет списка файлов \(байт \d+\)/),
  ).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name: 'Запуски' }).click()
  await page.getByRole('checkbox', { name: 'Отметить все показанные запуски' }).check()
  await page.getByRole('button', { name: 'В архив…' }).click()
  const archive = page.getByRole('dialog', { name: 'Архив запусков' })
  await expect(archive.getByLabel('Имя файла')).toHaveValue('луны.zip')
  await picture(page, 'archive-russian')
  const download = page.waitForEvent('download')
  await archive.getByRole('button', { name: 'Сохранить' }).click()
  const bytes = await readFile(await (await download).path())
  await page.getByRole('button', { name: 'Удалить', exact: true }).click()
  await drop(page, 'Луны.zip', bytes)
  await expect(dialog.getByRole('row', { name: /^Луны Завершён 3 \d новый$/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Загрузить', exact: true }).click()
  await expect(dialog.getByText('Добавлен 1 запуск')).toBeVisible()
  await dialog.getByRole('button', { name: 'Открыть запуск' }).click()
  await expect(page.getByRole('main').getByText('Завершён', { exact: true }).first()).toBeVisible()
})

test('an experiment that is dropped without its data is shown where it is, and weights go into a run', async ({
  page,
  folder,
}) => {
  test.setTimeout(120_000)
  const table = join(folder, 'points.csv')
  const rows = Array.from({ length: 40 }, (_, i) => [Math.sin(i), Math.cos(3 * i), i % 2])
  await writeFile(table, [['a', 'b', 'class'], ...rows].map((row) => `${row.join(',')}\n`).join(''))
  const experiment = {
    version: 1,
    name: 'Points',
    dataset: { name: 'csv', file: 'points.csv' },
    network: { layers: [{ type: 'dense', units: 1 }, { type: 'sigmoid' }] },
    loss: 'binary_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.1 },
    training: { epochs: 3, batchSize: 8 },
  }
  await drop(page, 'points.json', Buffer.from(JSON.stringify(experiment)))
  const dialog = dialogOf(page)
  await expect(dialog.getByText('Data not found: points.csv')).toBeVisible()
  await picture(page, 'import-data-missing')
  expect(await cutTexts(page)).toEqual([])
  expect(await serious(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Choose the file' }).click()
  await answer(page, table)
  await expect(dialog.getByText('The data is read from points.csv.')).toBeVisible()
  await expect(dialog.getByText('not found')).toBeHidden()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await dialog.getByRole('button', { name: 'Open in Design' }).click()
  await train(page)
  await untilStatus(page, 'Completed')

  const npz = await exported(page, 1, 'npz')
  await drop(page, 'weights.npz', npz)
  const into = dialog.getByLabel('They go into')
  await dialog.getByLabel('Search by name').fill('#1 points')
  await dialog.getByLabel('Search by name').press('Enter')
  await expect(into.locator('option:checked')).toHaveText('#1 Points · points.csv · 2-1')
  await picture(page, 'import-into-run')
  expect(await serious(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText(/are run #2/)).toBeVisible()
  await page.keyboard.press('Escape')
  await go(page, 'Runs')
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Actions for run 2' }) })
  await expect(row).toContainText('imported')
  await expect(row).toContainText('weights.npz')
  await expect(row).toContainText('points.csv')
  await page.getByRole('searchbox').fill('imported')
  await expect(page.getByText('1 of 2 runs')).toBeVisible()
  await picture(page, 'runs-imported')
  expect(await cutTexts(page)).toEqual([])
})
