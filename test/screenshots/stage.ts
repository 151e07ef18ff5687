import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { inProject } from '../../scripts/project.mjs'
import { runNode } from '../../scripts/run.mjs'
import type { Experiment } from '../../src-engine/spec.ts'
import type { Scene } from './scene.ts'

/** A run by its name and id. */
export interface KnownRun {
  readonly id: string
  readonly name: string
}

/** Trains the experiments one after another and returns their runs in that order. A run that diverges is one, too. */
export async function trainAll(
  database: string,
  folder: string,
  experiments: readonly Experiment[],
): Promise<readonly KnownRun[]> {
  const runs: KnownRun[] = []
  for (const experiment of experiments) {
    process.stderr.write(`training ${experiment.name} …\n`)
    const file = join(folder, `experiment-${runs.length}.json`)
    await writeFile(file, JSON.stringify(experiment))
    const args = ['--db', database, '--json', 'train', file]
    const { output } = await runNode(inProject('out/main/cli.js'), args, { stdio: ['ignore', 'pipe', 'ignore'] })
    if (output === '') throw new Error(`${experiment.name} could not be trained`)
    runs.push({ id: (JSON.parse(output) as { runId: string }).runId, name: experiment.name })
  }
  return runs
}

/** Starts a run that would train for hours, and pauses it. */
export async function pauseOne(browser: Browser, url: string, experiment: Experiment): Promise<KnownRun> {
  const context = await browser.newContext({ locale: 'en' })
  await context.addInitScript((kept) => localStorage.setItem('backprop-lab.draft', kept), draftOf(experiment))
  const page = await context.newPage()
  await page.goto(`${url}#/design`)
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await page.waitForFunction(() => window.location.hash.startsWith('#/train/'))
  await page.waitForTimeout(4000)
  await page.keyboard.press('p')
  await page.waitForTimeout(1000)
  const id = new URL(page.url()).hash.split('/').at(-1) ?? ''
  await context.close()
  return { id, name: experiment.name }
}

/** What the view finds kept from before, by name. */
export function keptBy(scene: Scene, stage: Parameters<Scene['address']>[0]): Readonly<Record<string, string>> {
  const draft = scene.draft?.(stage)
  const compared = scene.compared?.(stage)
  return { ...(draft && { draft: draftOf(draft) }), ...(compared && { compared: JSON.stringify(compared) }) }
}

function draftOf(experiment: Experiment): string {
  return JSON.stringify({ version: 1, experiment, directory: null, savedId: null, baseline: experiment })
}
