import '../../scripts/guard.mjs'
import { mkdtemp, mkdir, rm } from 'node:fs/promises'
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

if (!(await ensureBuilt())) process.exit(1)
const browser = await launchBrowser()
if (browser === null) throw new Error('There is no Chromium here; name one in CHROMIUM_PATH.')
const folder = await mkdtemp(join(tmpdir(), 'backprop-lab-'))
try {
  const database = join(folder, 'lab.sqlite')
  for (const example of trained) await train(database, example)
  const lab = await serve(database)
  await mkdir(destination, { recursive: true })
  for (const language of ['en', 'ru'] as const) {
    for (const theme of ['light', 'dark'] as const) await takeAll(browser, lab.url, language, theme)
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
async function takeAll(from: Browser, url: string, language: 'en' | 'ru', theme: 'light' | 'dark'): Promise<void> {
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
      await scene.show(page)
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
