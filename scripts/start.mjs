import './guard.mjs'
import './follow-parent.mjs'
import { obtainElectron, sandboxArguments } from './electron-binary.mjs'
import { ensureBuilt } from './ensure-built.mjs'
import { inProject } from './project.mjs'
import { run, runNode } from './run.mjs'

/* npm start: the lab in its window; where Electron cannot be had, the same lab in the browser. */

/** @returns {Promise<{ binary: string } | { reason: string }>} */
const obtainWindow = async () => {
  const display = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
  if (process.platform === 'linux' && !display) return { reason: 'this machine has no display' }
  const electron = await obtainElectron()
  if ('binary' in electron) return electron
  return { reason: `Electron could not be downloaded: ${electron.reason}` }
}

/** @returns {Promise<number>} the exit code */
const start = async () => {
  if (!(await ensureBuilt())) return 1
  const window = await obtainWindow()
  if ('reason' in window) {
    process.stderr.write(`No window here (${window.reason}); the lab opens in the browser instead.\n`)
    return (await runNode(inProject('out/main/cli.js'), ['serve', '--open'])).code
  }
  const { args, note } = sandboxArguments(window.binary)
  if (note !== null) process.stderr.write(`${note}\n`)
  return (await run(window.binary, [...args, '.'])).code
}

process.exitCode = await start()
