import './guard.mjs'
import './follow-parent.mjs'
import { existsSync, mkdirSync, rmSync, watch } from 'node:fs'
import { stampFile } from './build-stamp.mjs'
import { findElectron, sandboxArguments } from './electron-binary.mjs'
import { inProject } from './project.mjs'
import { run, runNode } from './run.mjs'

/*
 * npm run dev: the lab while it is being written. With Electron, electron-vite's own development mode: hot replacement
 * in the view, restart when main changes. Without, the browser host over a build that follows the sources.
 */

const electronVite = inProject('node_modules/electron-vite/bin/electron-vite.js')

/** @param {string} binary */
const developInElectron = async (binary) => {
  const { args } = sandboxArguments(binary)
  const flags = args.includes('--no-sandbox') ? ['--noSandbox'] : []
  return (await runNode(electronVite, ['dev', '--watch', ...flags])).code
}

const developInBrowser = async () => {
  const main = inProject('out/main')
  // What a watching build leaves behind is nobody's finished build.
  rmSync(stampFile(inProject('out')), { force: true })
  mkdirSync(main, { recursive: true })
  serveWhatever(main)
  return (await runNode(electronVite, ['build', '--watch'])).code
}

/** Serves the lab, anew whenever its main code was built anew. @param {string} main */
const serveWhatever = (main) => {
  /** @type {AbortController | null} */
  let serving = null
  /** @type {NodeJS.Timeout | undefined} */
  let quiet
  const restart = () => {
    if (!existsSync(`${main}/cli.js`)) return
    serving?.abort()
    const controller = new AbortController()
    serving = controller
    run(process.execPath, [`${main}/cli.js`, 'serve'], { signal: controller.signal, killSignal: 'SIGINT' }).catch(
      (/** @type {unknown} */ error) => {
        if (!controller.signal.aborted) throw error
      },
    )
  }
  watch(main, () => {
    clearTimeout(quiet)
    quiet = setTimeout(restart, 500)
  })
}

const binary = findElectron()
process.exitCode = binary === null ? await developInBrowser() : await developInElectron(binary)
