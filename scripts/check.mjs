import './guard.mjs'
import { inProject } from './project.mjs'
import { runNode } from './run.mjs'

/* npm run check: types of every environment, lint with the directions of import, format. */

const tsc = inProject('node_modules/typescript/bin/tsc')
const vueTsc = inProject('node_modules/vue-tsc/bin/vue-tsc.js')

/** @type {readonly { name: string, script: string, args: string[] }[]} */
const stages = [
  { name: 'types of the engine', script: tsc, args: ['-p', 'tsconfig.engine.json'] },
  { name: 'types of the main process', script: tsc, args: ['-p', 'tsconfig.main.json'] },
  { name: 'types of the preload', script: tsc, args: ['-p', 'tsconfig.preload.json'] },
  { name: 'types of the view', script: vueTsc, args: ['-p', 'tsconfig.renderer.json'] },
  { name: 'types of the scripts', script: tsc, args: ['-p', 'tsconfig.node.json'] },
  { name: 'types of the tests', script: vueTsc, args: ['-p', 'tsconfig.test.json'] },
  {
    name: 'lint',
    script: inProject('node_modules/eslint/bin/eslint.js'),
    args: ['.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
  },
  {
    name: 'format',
    script: inProject('node_modules/prettier/bin/prettier.cjs'),
    args: ['--check', '--log-level', 'warn', '.'],
  },
]

let failed = 0
for (const { name, script, args } of stages) {
  const started = Date.now()
  const { code } = await runNode(script, args)
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)\n`)
  if (code !== 0) failed++
}
if (failed > 0) process.stdout.write(`${failed} of ${stages.length} checks failed.\n`)
// The number of failed checks, for `npm test` to count.
process.exitCode = failed
