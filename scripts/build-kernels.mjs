import './guard.mjs'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'
import { runNode } from './run.mjs'

/*
 * node scripts/build-kernels.mjs
 *
 * Compiles the fast kernels from AssemblyScript to WebAssembly: out/kernels/plain.wasm and relaxed.wasm.
 */

const compiler = inProject('node_modules/assemblyscript')
const sources = inProject('src-engine/kernels/simd')
const configuration = path.join(sources, 'asconfig.json')

/** The targets of the configuration. */
const variants = Object.keys(JSON.parse(readFileSync(configuration, 'utf8')).targets)

/** One value for everything the binaries are made of. */
const fingerprint = () => {
  const hash = createHash('sha256')
  const assembly = path.join(sources, 'assembly')
  const files = readdirSync(assembly).map((name) => path.join(assembly, name))
  for (const file of [...files.sort(), configuration, path.join(compiler, 'package.json')]) {
    hash.update(`${path.basename(file)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/**
 * Compiles the kernels into `folder`, unless what is there was made from the sources as they are now.
 *
 * Each file is put in place whole, so that nobody ever reads half of one.
 *
 * @param {string} folder
 * @returns {Promise<number>} the exit code of the compiler
 */
export const buildKernels = async (folder) => {
  const stamp = path.join(folder, 'stamp')
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 0
  mkdirSync(folder, { recursive: true })
  for (const variant of variants) {
    const unfinished = path.join(folder, `${variant}.${process.pid}.wasm`)
    const args = ['--config', configuration, '--target', variant, '--outFile', unfinished]
    const { code } = await runNode(path.join(compiler, 'bin/asc.js'), args)
    if (code !== 0) return code
    renameSync(unfinished, path.join(folder, `${variant}.wasm`))
  }
  writeFileSync(stamp, wanted)
  return 0
}

if (process.argv[1] === import.meta.filename) process.exitCode = await buildKernels(inProject('out/kernels'))
