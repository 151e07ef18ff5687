import '../../scripts/guard.mjs'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { ensureBuilt } from '../../scripts/ensure-built.mjs'
import { inProject } from '../../scripts/project.mjs'
import { runNode } from '../../scripts/run.mjs'
import { launchBrowser } from '../bench/support/usable-page.ts'
import { serve } from '../e2e/support/serve.ts'
import { scenes } from './scenes.ts'

/*
 * npm run screenshots [-- SCENE …]
 *
 * Trains a few examples, serves the lab, and takes every view, or those named, in light and dark, in a small and a large
 * window, in English and Russian, into test-results/screenshots/.
 */

const wanted = process.argv.slice(2)
const chosen = wanted.length > 0 ? scenes.filter(({ name }) => wanted.includes(name)) : scenes
const destination = inProject('test-results/screenshots')
const windows = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const

/** Two of one kind to compare, and one of every kind of picture. */
const trained = ['flower.json', 'spiral.json', 'digits-cnn.json', 'village-cbow.json', 'zero-initialisation.json']

/** A table with something of everything: numbers with a decimal comma, words, gaps, and a column that counts its rows. */
const weather = `id;temperature;sky;wind;feels\n${Array.from({ length: 240 }, (_, i) => {
  const temperature = i % 40 === 7 ? 'NA' : `${10 * (i % 3) + (i % 5)},5`
  const wind = i % 30 === 4 ? '' : i % 7
  return `${i + 1};${temperature};${i % 2 ? '"grey; low"' : 'blue'};${wind};${['cold', 'mild', 'warm'][i % 3]}`
}).join('\n')}\n`

if (!(await ensureBuilt())) process.exit(1)
const browser = await launchBrowser()
if (browser === null) throw new Error('There is no Chromium here; name one in CHROMIUM_PATH.')
const folder = await mkdtemp(join(tmpdir(), 'backprop-lab-'))
try {
  const database = join(folder, 'lab.sqlite')
  const table = join(folder, 'weather.csv')
  await writeFile(table, weather)
  // None of what this machine has downloaded.
  process.env['BACKPROP_LAB_DATA'] = join(folder, 'sets')
  for (const example of trained) await train(database, example)
  const lab = await serve(database)
  await mkdir(destination, { recursive: true })
  for (const language of ['en', 'ru'] as const) {
    for (const theme of ['light', 'dark'] as const) await takeAll(browser, lab.url, table, language, theme)
  }
  await lab.stop()
} finally {
  await browser.close()
  await rm(folder, { recursive: true })
}

async function train(database: string, example: string): Promise<void> {
  process.stderr.write(`training ${example} …\n`)
  const args = ['--db', database, 'train', inProject('resources/experiments', example)]
  const { code } = await runNode(inProject('out/main/cli.js'), args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (code !== 0) throw new Error(`${example} could not be trained: exit code ${code}`)
}

/** Every scene in one language and theme, in a context of its own, as a person who likes it so would see it. */
async function takeAll(
  from: Browser,
  url: string,
  table: string,
  language: 'en' | 'ru',
  theme: 'light' | 'dark',
): Promise<void> {
  const context = await from.newContext({ reducedMotion: 'reduce' })
  await context.addInitScript(
    (preferences) => localStorage.setItem('backprop-lab.preferences', preferences),
    JSON.stringify({ language, theme }),
  )
  const page = await context.newPage()
  await page.goto(`${url}#/runs`)
  for (const window of windows) {
    await page.setViewportSize(window)
    for (const scene of chosen) {
      await scene.show(page, table)
      await settled(page)
      const file = `${scene.name}-${language}-${theme}-${window.width}.png`
      await page.screenshot({ path: join(destination, file) })
      process.stdout.write(`${file}\n`)
    }
  }
  await context.close()
}

/** Fonts are here, nothing is asked of the lab any more, and what follows from the answers is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(700)
}
