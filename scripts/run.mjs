import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './project.mjs'

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a program and waits for it, however this process is asked to end: the signal is passed on, and the program
 * finishes its work (a run saves its checkpoint) before we do.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] by default in the project's folder, on this terminal
 * @returns {Promise<{ code: number, output: string }>} its exit code (128 + signal when killed) and what it piped
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
    for (const signal of forwarded) process.on(signal, forward)
    const settled = () => forwarded.forEach((signal) => process.off(signal, forward))
    child.on('error', (error) => {
      settled()
      reject(error)
    })
    child.on('close', (code, signal) => {
      settled()
      resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), output })
    })
  })

/**
 * Runs a script of a package or of ours with this very Node.
 *
 * @param {string} script
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options)
