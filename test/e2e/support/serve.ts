import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const root = join(import.meta.dirname, '../../..')

export interface ServedLab {
  /** The address with the token, as a person would open it. */
  readonly url: string
  /** Ends it as Ctrl-C does, and waits; rejects if it does not end well. */
  stop(): Promise<void>
}

/** Starts the built lab for browsers on a free port, as `lab serve` does. */
export async function serve(database: string): Promise<ServedLab> {
  const child = spawn(process.execPath, [join(root, 'out/main/cli.js'), '--db', database, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const [, url] = /^Backprop Lab is ready: (\S+)$/.exec(line) ?? []
    if (url === undefined) continue
    return {
      url,
      async stop() {
        child.kill('SIGINT')
        const [code] = (await exited) as [number | null]
        if (code !== 0) throw new Error(`The lab ended with exit code ${code}`)
      },
    }
  }
  throw new Error('The lab ended before it was ready; see what it wrote above')
}
