import '../../scripts/guard.mjs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { ensureBuilt } from '../../scripts/ensure-built.mjs'
import { inProject } from '../../scripts/project.mjs'
import { launchBrowser } from '../bench/support/usable-page.ts'
import { serve } from '../e2e/support/serve.ts'
import { writeExperiments, writeTable } from './experiments.ts'
import type { Scene, Stage } from './scene.ts'
import { scenes } from './scenes/index.ts'
import { keptBy, pauseOne, trainAll } from './stage.ts'

/*
 * npm run screenshots [-- SCENE | en | ru | light | dark | 640 | 1280 | 1920 …]
 *
 * Trains some experiments, serves the lab, and takes every scene in light and dark, in a small and a large window and in
 * one at 200 % zoom, in English and Russian, into test-results/screenshots/. What is named is taken alone.
 */

const wanted = process.argv.slice(2)
const destination = inProject('test-results/screenshots')
const windows = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  // 1280 × 800 at 200 %.
  { width: 640, height: 400 },
] as const

/** Those that are named; all where none of them is. */
function chosen<T>(all: readonly T[], nameOf: (one: T) => string): readonly T[] {
  const named = all.filter((one) => wanted.includes(nameOf(one)))
  return named.length > 0 ? named : all
}

const known = [
  ...scenes.map(({ name }) => name),
  ...windows.map(({ width }) => String(width)),
  ...['en', 'ru', 'light', 'dark'],
]
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0)
  throw new Error(`There is no scene called ${unknown.join(', ')}; there are ${known.join(', ')}.`)

if (!(await ensureBuilt())) process.exit(1)
const browser = await launchBrowser()
if (browser === null) throw new Error('There is no Chromium here; name one in CHROMIUM_PATH.')
const folder = await mkdtemp(join(tmpdir(), 'backprop-lab-'))
try {
  const database = join(folder, 'lab.sqlite')
  // None of what this machine has downloaded.
  process.env['BACKPROP_LAB_DATA'] = join(folder, 'sets')
  const experiments = await writeExperiments(folder)
  const table = await writeTable(folder)
  const trained = await trainAll(database, folder, experiments.trained)
  const lab = await serve(database)
  try {
    const runs = [...trained, await pauseOne(browser, lab.url, experiments.endless)]
    const stage: Stage = {
      experiments,
      table,
      run(name) {
        const run = runs.find((one) => one.name === name)
        if (!run) throw new Error(`There is no run called ${name}`)
        return run.id
      },
      firstRuns: (count) => runs.slice(0, count).map(({ id }) => id),
    }
    await mkdir(destination, { recursive: true })
    for (const language of chosen(['en', 'ru'] as const, String)) {
      for (const theme of chosen(['light', 'dark'] as const, String)) {
        for (const scene of chosen(scenes, ({ name }) => name)) {
          await take(browser, lab.url, stage, scene, { language, theme }).catch((error: unknown) => {
            process.stderr.write(`${scene.name}: ${String(error)}\n`)
            process.exitCode = 1
          })
        }
      }
    }
  } finally {
    await lab.stop()
  }
} finally {
  await browser.close()
  await rm(folder, { recursive: true })
}

/** A scene in every window, as a person who likes this language and theme would see it. */
async function take(
  from: Browser,
  url: string,
  stage: Stage,
  scene: Scene,
  preferences: { readonly language: 'en' | 'ru'; readonly theme: 'light' | 'dark' },
): Promise<void> {
  for (const window of chosen(windows, ({ width }) => String(width))) {
    const context = await from.newContext({ reducedMotion: 'reduce', viewport: window })
    const kept = { preferences: JSON.stringify(preferences), ...keptBy(scene, stage) }
    await context.addInitScript((items) => {
      for (const [name, value] of Object.entries(items)) localStorage.setItem(`backprop-lab.${name}`, value)
    }, kept)
    const page = await context.newPage()
    await page.goto(url + scene.address(stage))
    await settled(page)
    await scene.act?.(page, stage)
    await settled(page)
    const file = `${scene.name}-${preferences.language}-${preferences.theme}-${window.width}.png`
    await page.screenshot({ path: join(destination, file) })
    process.stdout.write(`${file}\n`)
    await scene.leave?.(page)
    await context.close()
  }
}

/** Fonts are here, nothing is asked of the lab any more, and what follows from the answers is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(700)
}
