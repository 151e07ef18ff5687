import './guard.mjs'
import { mkdirSync, rmSync } from 'node:fs'
import { inProject } from './project.mjs'
import { runNode } from './run.mjs'
import { readPlaywrightCounts, readVitestCounts } from './test-counts.mjs'

/*
 * npm test: types, lint, format, build, unit tests, end-to-end tests. Every stage runs even if an earlier one failed.
 * The last line is `N passed, N failed` with the runners' own counts; a failed check, build or runner counts as one.
 */

const results = inProject('test-results')
const unitReport = inProject('test-results/unit.json')
const endToEndReport = inProject('test-results/e2e.json')

/** @type {{ stage: string, counts: import('./test-counts.mjs').Counts }[]} */
const outcomes = []

/** @param {string} stage @param {() => Promise<import('./test-counts.mjs').Counts>} run */
const perform = async (stage, run) => {
  process.stdout.write(`\n── ${stage}\n`)
  outcomes.push({ stage, counts: await run() })
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

await perform('check', async () => {
  const { code } = await runNode(inProject('scripts/check.mjs'), [])
  return { passed: 0, failed: code, skipped: 0 }
})

await perform('build', async () => {
  const { code } = await runNode(inProject('scripts/build.mjs'), ['--quiet'])
  return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 }
})

await perform('unit tests', async () => {
  const { code } = await runNode(inProject('node_modules/vitest/vitest.mjs'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitReport}`,
  ])
  return readVitestCounts(unitReport, code)
})

await perform('end-to-end tests', async () => {
  const { code } = await runNode(inProject('scripts/e2e.mjs'), [], {
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: endToEndReport },
  })
  return readPlaywrightCounts(endToEndReport, code)
})

/** @param {import('./test-counts.mjs').Counts} counts */
const sentence = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

process.stdout.write('\n')
for (const { stage, counts } of outcomes) {
  const tests = counts.passed + counts.skipped > 0 ? `: ${sentence(counts)}` : ''
  process.stdout.write(`${counts.failed === 0 ? 'ok    ' : 'FAILED'}  ${stage}${tests}\n`)
}
const total = outcomes.reduce(
  (sum, { counts }) => ({
    passed: sum.passed + counts.passed,
    failed: sum.failed + counts.failed,
    skipped: sum.skipped + counts.skipped,
  }),
  { passed: 0, failed: 0, skipped: 0 },
)
process.stdout.write(`${sentence(total)}\n`)
process.exitCode = total.failed === 0 ? 0 : 1
