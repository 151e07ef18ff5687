import './guard.mjs'
import './follow-parent.mjs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { findElectron, sandboxArguments } from './electron-binary.mjs'
import { ensureBuilt } from './ensure-built.mjs'
import { inProject } from './project.mjs'
import { runNode } from './run.mjs'

/*
 * npm run dev: the lab while it is being written. With Electron, electron-vite's own development mode: hot replacement
 * in the view, restart when main changes. Without, the browser host over a build that follows the sources: reload the
 * page after a change of the view; after one of the lab, open the address anew.
 */

/** @param {string} binary */
const developInElectron = async (binary) => {
  const { args } = sandboxArguments(binary)
  const flags = args.includes('--no-sandbox') ? ['--noSandbox'] : []
  const electronVite = inProject('node_modules/electron-vite/bin/electron-vite.js')
  const { code } = await runNode(electronVite, ['dev', '--watch', ...flags])
  process.exitCode = code
}

const developInBrowser = async () => {
  /** @type {import('node:child_process').ChildProcess | null} */
  let server = null
  let stale = { page: true, lab: true }
  let busy = false

  const stopServing = async () => {
    if (server === null || server.exitCode !== null) return
    const exited = once(server, 'exit')
    server.kill('SIGINT')
    await exited
  }

  /** Builds and serves until nothing has changed meanwhile. */
  const catchUp = async () => {
    if (busy) return
    busy = true
    while (stale.page || stale.lab) {
      const { lab } = stale
      stale = { page: false, lab: false }
      if (!(await ensureBuilt()) || !lab) continue
      await stopServing()
      server = spawn(process.execPath, [inProject('out/main/cli.js'), 'serve'], { stdio: 'inherit' })
    }
    busy = false
  }

  /** @type {NodeJS.Timeout | undefined} */
  let quiet
  for (const folder of ['src-engine', 'src-main', 'src-renderer']) {
    watch(inProject(folder), { recursive: true }, () => {
      stale = { page: true, lab: stale.lab || folder !== 'src-renderer' }
      clearTimeout(quiet)
      quiet = setTimeout(() => void catchUp(), 200)
    })
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => void stopServing().then(() => process.exit(0)))
  }
  await catchUp()
}

const binary = findElectron()
await (binary === null ? developInBrowser() : developInElectron(binary))
