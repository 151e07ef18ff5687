import type { SpawnOptions } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, runNode } from '../../scripts/run.mjs'

const folder = import.meta.dirname

/**
 * Installs the JavaScript libraries the lab is measured beside into a folder of their own, so that the lab's own
 * installation stays light; does nothing where they are there already.
 *
 * @throws Error where they cannot be had
 */
export async function installLibraries(): Promise<void> {
  if (areInstalled()) return
  process.stderr.write('Installing TensorFlow.js and brain.js for the benchmark …\n')
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
  const options: SpawnOptions = { cwd: folder, stdio: ['ignore', 2, 2] }
  const npm = process.env['npm_execpath']
  const { code } = await (npm === undefined ? run('npm', args, options) : runNode(npm, args, options))
  if (code !== 0) throw new Error('npm could not install the libraries of test/bench/package.json; see above')
}

/** Every library in the version that is asked for. */
function areInstalled(): boolean {
  const { dependencies } = readJson('package.json') as { dependencies: Readonly<Record<string, string>> }
  return Object.entries(dependencies).every(([name, version]) => {
    const file = join('node_modules', name, 'package.json')
    return existsSync(join(folder, file)) && (readJson(file) as { version: string }).version === version
  })
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'))
}
