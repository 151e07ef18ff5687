import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser } from '@playwright/test'
import { inProject } from '../../../scripts/project.mjs'
import type { Measurement } from '../measurement.ts'
import { median } from '../statistics.ts'
import { commandLine } from '../support/places.ts'
import { storeRuns } from '../support/stored-runs.ts'
import { inTemporaryFolder } from '../support/temporary-folder.ts'
import { launchBrowser, openUntilUsable } from '../support/usable-page.ts'

/* From the start of the lab to a page that can be used, in a browser that runs already. The build is there. */

const rounds = 5

interface Command {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
}

const commands: readonly Command[] = [
  { name: 'lab serve', program: process.execPath, args: [commandLine, 'serve', '--port', '0'] },
  { name: 'npm run lab -- serve', program: 'npm', args: ['run', '-s', 'lab', '--', 'serve', '--port', '0'] },
  { name: 'npm start, in the browser', program: 'npm', args: ['start', '--silent'] },
]

export async function measure(): Promise<readonly Measurement[]> {
  const browser = await launchBrowser()
  // Without a browser there is no page, and npm's commands are started as this system starts them only where signals are.
  if (browser === null || process.platform === 'win32') return []
  try {
    return await inTemporaryFolder(async (folder) => {
      const [empty, full] = [join(folder, 'empty.sqlite'), join(folder, 'full.sqlite')]
      storeRuns(full, 1000)
      const measurements: Measurement[] = []
      for (const command of commands) {
        measurements.push(...(await measureStart(browser, command, empty, 'an empty database')))
        measurements.push(...(await measureStart(browser, command, full, '1,000 stored runs')))
      }
      return measurements
    })
  } finally {
    await browser.close()
  }
}

async function measureStart(
  browser: Browser,
  command: Command,
  database: string,
  what: string,
): Promise<Measurement[]> {
  const ready: number[] = []
  const usable: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const { url, stop } = await serve(command, database)
    ready.push((performance.now() - began) / 1000)
    await openUntilUsable(browser, url)
    usable.push((performance.now() - began) / 1000)
    await stop()
  }
  return [
    { what: `${command.name}, ${what}: until it says ready`, value: median(ready), unit: 's', target: null },
    {
      what: `${command.name}, ${what}: until the page can be used`,
      value: median(usable),
      unit: 's',
      target: { atMost: 2 },
    },
  ]
}

/** Resolves at the line that tells the address. */
async function serve(
  { program, args }: Command,
  database: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  // No display, and so no window; a group of its own, since npm's programs are children of a shell.
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const child = spawn(program, args, {
    cwd: inProject(),
    env: { ...env, BACKPROP_LAB_DB: database },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Backprop Lab is ready: (\S+)$/.exec(line)?.[1]
    if (url === undefined) continue
    const stop = async () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
      await exited
    }
    return { url, stop }
  }
  throw new Error(`${program} ${args.join(' ')} ended before the lab was ready`)
}
