import { readFile } from 'node:fs/promises'
import { expect, test } from './support/test.ts'
import { picture } from './support/pages.ts'

test('по-русски: модель, обучение, проверка, сравнение, экспорт', async ({ page, host }) => {
  test.skip(host === 'electron', 'the native save dialog cannot be clicked')
  // The language is changed where a person looks for it, and everything follows at once.
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('dialog').getByLabel('Language').selectOption({ label: 'Русский' })
  await page.keyboard.press('Escape')
  const places = page.getByRole('navigation', { name: 'Разделы' })
  await expect(places.getByRole('link')).toHaveText([
    'Модель',
    'Обучение',
    'Расчёт',
    'Проверка',
    'Сравнение',
    'Запуски',
    'Данные',
    'Примеры',
  ])

  await page.getByLabel('Набор данных', { exact: true }).selectOption({ label: 'Полумесяцы' })
  const name = page.getByLabel('Имя эксперимента', { exact: true })
  await name.fill('Полумесяцы, быстро')
  await name.press('Tab')
  await page.getByRole('button', { name: /^Полносвязный 8/ }).click()
  await page.getByLabel('Нейроны', { exact: true }).fill('12')
  await page.getByLabel('Эпохи', { exact: true }).fill('40')
  // A Russian keyboard writes a comma.
  await page.getByRole('spinbutton', { name: 'Скорость обучения' }).fill('0,05')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Обучить', exact: true }).click()
  await expect(page.getByRole('main').getByText('Завершён', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Эпоха 40 из 40')).toBeVisible()
  await expect(page.getByRole('img', { name: /^Функция потерь; Обучение 0,\d+; Валидация 0,\d+$/ })).toBeVisible()
  await picture(page, 'train-russian')

  await page.getByRole('button', { name: 'Проверить' }).click()
  await expect(page.getByRole('table', { name: 'Матрица ошибок' }).getByRole('button')).toHaveCount(4)

  await places.getByRole('link', { name: 'Модель' }).click()
  await name.fill('Полумесяцы, медленно')
  await page.getByRole('spinbutton', { name: 'Скорость обучения' }).fill('0,001')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Обучить', exact: true }).click()
  await expect(page.getByRole('main').getByText('Завершён', { exact: true }).first()).toBeVisible({ timeout: 30_000 })

  await places.getByRole('link', { name: 'Сравнение' }).click()
  for (const run of ['Сравнить #1 Полумесяцы, быстро', 'Сравнить #2 Полумесяцы, медленно']) {
    await page.getByRole('checkbox', { name: run }).setChecked(true)
  }
  await page.getByRole('tab', { name: 'Различия в настройках' }).click()
  await expect(page.getByRole('tabpanel').getByRole('row', { name: /Скорость обучения/ })).toHaveText(/0,05.*0,001/)

  await places.getByRole('link', { name: 'Запуски' }).click()
  await page.getByRole('button', { name: 'Действия с запуском 1' }).click()
  await page.getByRole('menuitem', { name: /Экспорт/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Экспорт весов' })
  await dialog.getByLabel('Формат').selectOption('json')
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  const exported = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
    experiment: { name: string }
    tensors: Record<string, { shape: number[] }>
  }
  expect(exported.experiment.name).toBe('Полумесяцы, быстро')
  expect(exported.tensors['layers.0.weight']?.shape).toEqual([12, 2])
})
