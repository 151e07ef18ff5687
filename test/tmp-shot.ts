import { writeFileSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { chromium } from '@playwright/test'
import { serve } from './e2e/support/serve.ts'
const folder = mkdtempSync(join(tmpdir(), 'shot-'))
const rows = Array.from({ length: 400 }, (_, i) => {
  const warm = i % 3
  return `${i + 1};${i % 37 === 5 ? 'NA' : `${(i % 17) + warm},5`};${['grey', 'blue', '"light; blue"', 'pink'][i % 4]};${i % 29 === 3 ? '' : (i * 7) % 101};note ${i} text;${['cold', 'mild', 'warm'][warm]}`
})
const file = join(folder, 'weather.csv')
writeFileSync(file, `id;temperature;sky;pressure;note;feels\n${rows.join('\n')}\n`)
const lab = await serve(join(folder, 'lab.sqlite'))
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const combos = process.argv.slice(2)
for (const combo of combos) {
  const [language, theme, width] = combo.split('-') as [string, string, string]
  const page = await browser.newPage({
    viewport: width === '1920' ? { width: 1920, height: 1080 } : { width: 1280, height: 800 },
  })
  page.on('console', (m) => m.type() === 'error' && console.log('console', m.text()))
  page.on('pageerror', (e) => console.log('pageerror', String(e)))
  await page.addInitScript(
    (p) => localStorage.setItem('backprop-lab.preferences', p),
    JSON.stringify({ language, theme }),
  )
  await page.goto(`${lab.url}#/design`)
  await page
    .locator('select')
    .filter({ has: page.locator('option[value=csv]') })
    .selectOption('csv')
  await page.waitForTimeout(500)
  await page.screenshot({ path: `/tmp/pics/design-csv-${combo}.png` })
  await page.getByRole('button', { name: language === 'en' ? 'Open a table' : 'Открыть таблицу' }).click()
  await page.getByRole('dialog').locator('input[type=text]').fill(file)
  await page.keyboard.press('Enter')
  await page.waitForTimeout(1500)
  await page.screenshot({ path: `/tmp/pics/wizard-${combo}.png` })
  await page
    .getByRole('button', { name: language === 'en' ? 'Use this table' : 'Взять таблицу' })
    .click({ timeout: 3000 })
    .catch((e) => console.log(String(e).slice(0, 300)))
  await page.waitForTimeout(1200)
  await page.screenshot({ path: `/tmp/pics/design-taken-${combo}.png` })
  await page
    .locator('select')
    .filter({ has: page.locator('option[value=mnist]') })
    .first()
    .selectOption('mnist')
  await page.waitForTimeout(800)
  await page.screenshot({ path: `/tmp/pics/design-mnist-${combo}.png` })
  await page.goto(`${lab.url}#/data`)
  await page.waitForTimeout(800)
  await page.screenshot({ path: `/tmp/pics/data-${combo}.png` })
  await page.close()
}
await browser.close()
await lab.stop()
