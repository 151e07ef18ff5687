import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFailure, exitCodes } from './failure.ts'
import { print } from './output.ts'
import { rendererDirectory } from './places.ts'
import { withLab, type TrainingOptions } from './with-lab.ts'

export interface ServeOptions extends TrainingOptions {
  readonly port?: number
  readonly open?: boolean
}

/** `lab serve`: the lab in a browser of this machine, until it is told to end. */
export function serveCommand(options: ServeOptions): Promise<void> {
  return withLab(options, async (lab) => {
    if (!existsSync(join(rendererDirectory, 'index.html'))) {
      throw new CommandFailure('The page is not built yet: npm run build', exitCodes.failed)
    }
    const { serveLab } = await import('../web/server.ts')
    const ended = untilToldToEnd()
    const served = await serveLab({ lab, port: options.port ?? null, rendererDirectory })
    print(options, { url: served.url }, () => `Backprop Lab is ready: ${served.url}`)
    if (options.open === true) openInBrowser(served.url)
    await ended
    await served.close()
  })
}

function untilToldToEnd(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  // Not once: a Ctrl-C that npm passes on a second time must not cut the closing short.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(undefined))
  return promise
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // The empty text is the window's title, which `start` takes a quoted address for otherwise.
  win32: ['cmd', '/c', 'start', '""'],
}

function openInBrowser(url: string): void {
  const [command, ...args] = openers[process.platform] ?? ['xdg-open']
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () => {
    process.stderr.write('No browser could be opened; open the address above yourself.\n')
  })
  child.unref()
}
