import './guard.mjs'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildKernels } from './build-kernels.mjs'
import { isBuilt, sourceFingerprint, stampFile } from './build-stamp.mjs'
import { withLock } from './lock.mjs'
import { inProject } from './project.mjs'
import { runNode } from './run.mjs'

/*
 * npm run build [-- --if-stale] [--quiet]
 *
 * Builds into a folder aside and puts it in place only when whole, so that nobody ever runs half a build.
 */

const ifStale = process.argv.includes('--if-stale')
const quiet = process.argv.includes('--quiet')

const out = inProject('out')
const next = inProject('out.next')
const previous = inProject('out.previous')

const build = async () => {
  if (ifStale && isBuilt()) return 0
  // Taken before: a source that changes while we build makes the build stale, as it should.
  const fingerprint = sourceFingerprint()
  rmSync(next, { recursive: true, force: true })
  const { code } = await runNode(inProject('node_modules/electron-vite/bin/electron-vite.js'), [
    'build',
    '--outDir',
    // Absolute: the page's part of the build has a root of its own.
    next,
    ...(quiet ? ['--logLevel', 'warn'] : []),
  ])
  if (code !== 0) return code
  const kernelsCode = await buildKernels(path.join(next, 'kernels'))
  if (kernelsCode !== 0) return kernelsCode
  writeFileSync(stampFile(next), fingerprint)
  rmSync(previous, { recursive: true, force: true })
  if (existsSync(out)) renameSync(out, previous)
  renameSync(next, out)
  rmSync(previous, { recursive: true, force: true })
  return 0
}

process.exitCode = await withLock(inProject('node_modules/.cache/backprop-lab/build.lock'), build)
