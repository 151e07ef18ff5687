import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** No holder needs so long; guards against a process id that was given to someone else since. */
const staleAfterMilliseconds = 10 * 60_000

/**
 * Runs `work` while no other process runs work under the same lock file.
 *
 * The file holds the owner's process id; the lock of a dead owner is taken over.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withLock = async (file, work) => {
  mkdirSync(path.dirname(file), { recursive: true })
  while (!tryAcquire(file)) await sleep(100)
  const release = () => rmSync(file, { force: true })
  process.on('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** @param {string} file */
const tryAcquire = (file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  if (isStale(file)) discard(file)
  return false
}

/** @param {string} file */
const isStale = (file) => {
  try {
    const owner = Number(readFileSync(file, 'utf8'))
    const age = Date.now() - statSync(file).mtimeMs
    // An owner that has created its file but not yet written its id is alive.
    return age > staleAfterMilliseconds || (owner > 0 && !isAlive(owner))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

/** Moved aside first, so that of several processes that saw the same stale lock only one removes it. @param {string} file */
const discard = (file) => {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    return
  }
  rmSync(aside)
}

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined)
