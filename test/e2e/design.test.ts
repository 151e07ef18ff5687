import { expect, test } from './support/test.ts'
import { choose, fill, layer, picture, train, untilStatus } from './support/pages.ts'

const trainButton = { name: 'Train', exact: true } as const

test('a stack that does not fit says what it has, what it needs, and offers to mend it', async ({ page }) => {
  await choose(page, 'Dataset', 'Drawn digits')
  const stack = page.getByRole('region', { name: 'Layers of the network' })
  await expect(stack.getByText('Actual shape 1 · expected shape 10')).toBeVisible()
  await expect(page.getByRole('button', trainButton)).toBeDisabled()
  await picture(page, 'design-problem')

  await stack.getByRole('button', { name: /^Fit the output: 10 × Softmax/ }).click()
  await expect(page.getByRole('button', trainButton)).toBeEnabled()
  await fill(page, 'Epochs', 1)
  await train(page)
  await untilStatus(page, 'Completed')
})

test('layers are added, moved, copied and removed by keyboard alone, and every step is undone', async ({ page }) => {
  const names = async () => {
    const tree = await page.getByRole('list', { name: 'Layers of the network' }).ariaSnapshot()
    return [...tree.matchAll(/button "([^,"]+), puts out/g)].map(([, name]) => name)
  }
  const before = ['Dense 8', 'Tanh', 'Dense 1', 'Sigmoid']
  expect(await names()).toEqual(before)

  await layer(page, /^Dense 8/).focus()
  await page.keyboard.press('Alt+ArrowDown')
  // A layer takes its activation with it.
  const moved = ['Dense 1', 'Sigmoid', 'Dense 8', 'Tanh']
  expect(await names()).toEqual(moved)
  await page.keyboard.press('Control+d')
  expect((await names()).filter((name) => name === 'Dense 8')).toHaveLength(2)
  await page.keyboard.press('Delete')
  expect(await names()).toEqual(moved)
  await page.getByRole('button', { name: 'Add ReLU' }).focus()
  await page.keyboard.press('Enter')
  expect(await names()).toContain('ReLU')

  for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z')
  expect(await names()).toEqual(before)
  await page.keyboard.press('Control+Shift+z')
  expect(await names()).toEqual(moved)
})

test('what is being designed is still there after the page is loaded again', async ({ page }) => {
  await fill(page, 'Name of the experiment', 'Unfinished work')
  await layer(page, /^Dense 8/).click()
  await fill(page, 'Units', 5)
  await page.reload()
  await expect(page.getByLabel('Name of the experiment')).toHaveValue('Unfinished work')
  await expect(layer(page, /^Dense 5/)).toBeVisible()
})

test('an example opens with one choice', async ({ page }) => {
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await picture(page, 'open')
  await page.getByRole('dialog').getByText('Four people 2-2-1').click()
  await expect(page.getByLabel('Dataset', { exact: true })).toHaveValue('people')
})

test('the experiment is written as JSON beside its network, with a mistake told at its line', async ({ page }) => {
  await page.getByText('JSON', { exact: true }).click()
  const text = page.getByLabel('The experiment as JSON')
  const before = await text.inputValue()
  await text.fill(before.replace('"units": 8', '"units": 3'))
  await expect(layer(page, /^Dense 3/)).toBeVisible()

  await text.fill(before.replace('"units": 8', '"units": "many"'))
  const line = before.split('\n').findIndex((one) => one.includes('"units": 8')) + 1
  await expect(page.getByRole('button', { name: new RegExp(`^Line ${line}: `) })).toBeVisible()
  await expect(page.getByRole('button', trainButton)).toBeDisabled()
  await picture(page, 'design-json-mistake')

  await text.fill(before)
  await expect(page.getByRole('button', trainButton)).toBeEnabled()
  await expect(layer(page, /^Dense 8/)).toBeVisible()
})

test('several layers are chosen, moved, cut and pasted by keyboard, each as one step', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const names = async () => {
    const tree = await page.getByRole('list', { name: 'Layers of the network' }).ariaSnapshot()
    return [...tree.matchAll(/button "([^,"]+), puts out/g)].map(([, name]) => name)
  }
  const before = ['Dense 8', 'Tanh', 'Dense 1', 'Sigmoid']
  await layer(page, /^Dense 8/).focus()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.locator('.face[aria-pressed="true"]')).toHaveCount(3)
  await expect(page.getByText('3 layers of different kinds are chosen.')).toBeVisible()
  await picture(page, 'design-several')
  await page.keyboard.press('Control+x')
  expect(await names()).toEqual([])
  await page.keyboard.press('Control+z')
  expect(await names()).toEqual(before)

  await layer(page, /^Dense 8/).click()
  await layer(page, /^Dense 1/).click({ modifiers: ['Control'] })
  await expect(page.getByText('2 layers are set at once.')).toBeVisible()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('End')
  await page.keyboard.press('Control+v')
  expect(await names()).toEqual([...before, ...before])
  await page.keyboard.press('Delete')
  expect(await names()).toEqual(before)
})

test('what is wrong is said in Russian, by the lab as well', async ({ page }) => {
  await page.getByRole('button', { name: 'Settings' }).first().click()
  await page.getByLabel('Language').selectOption({ label: 'Русский' })
  await page.keyboard.press('Escape')
  await choose(page, 'Набор данных', 'Файлы IDX (MNIST)')
  await page.getByLabel('Изображения', { exact: true }).fill('/nowhere/images.gz')
  await page.getByLabel('Метки', { exact: true }).fill('/nowhere/labels.gz')
  await page.keyboard.press('Enter')
  await expect(
    page.getByText('Нет файла /nowhere/images.gz; исправьте имя или положите файл туда').first(),
  ).toBeVisible()
  await picture(page, 'design-russian-problem')
})
