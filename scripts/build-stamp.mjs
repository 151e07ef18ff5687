import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { inProject, root } from './project.mjs'

/** Everything the build is made of. */
const sources = [
  'src-engine',
  'src-main',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]

/** @param {string} folder */
export const stampFile = (folder) => path.join(folder, 'build-stamp')

/** One value for the state of all sources: their names, sizes and times of change; content is not read, to be fast. */
export const sourceFingerprint = () => {
  const hash = createHash('sha256')
  /** @param {string} file */
  const add = (file) => {
    const stat = statSync(file)
    if (stat.isDirectory()) {
      for (const name of readdirSync(file).sort()) add(path.join(file, name))
    } else {
      hash.update(`${path.relative(root, file)}\0${stat.size}\0${stat.mtimeMs}\n`)
    }
  }
  for (const source of sources.map((name) => inProject(name)).filter((file) => existsSync(file))) add(source)
  return hash.digest('hex')
}

/** Whether `out` was built from the sources as they are now. */
export const isBuilt = () => {
  const stamp = stampFile(inProject('out'))
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceFingerprint()
}
