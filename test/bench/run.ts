import '../../scripts/guard.mjs'
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { inProject } from '../../scripts/project.mjs'
import { benchCases } from './cases.ts'
import { describeMachine, thisMachine } from './machine.ts'
import { families } from './peer-programs.ts'
import { tell } from './section.ts'
import { sections } from './sections.ts'
import { tableAsMarkdown, tableAsText, type Table } from './table.ts'

/*
 * npm run bench [-- --only speed,products] [--rounds 5] [--cases 0,1] [--peers lab,NumPy] [--markdown]
 *
 * Prints the tables of every section, or of those named, and writes everything to test-results/bench/results.json.
 * `--cases` and `--peers`, by the beginnings of their names, choose what `speed` measures. With `--markdown` the tables
 * are printed as README.md has them; what is going on is told on stderr either way.
 */

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(sections).join(',') },
    rounds: { type: 'string', default: '5' },
    cases: { type: 'string', default: benchCases.map((_, i) => i).join(',') },
    peers: { type: 'string', default: families.join(',') },
    markdown: { type: 'boolean', default: false },
  },
})

const options = {
  rounds: wholeNumber('rounds', values.rounds, 1, 1000),
  cases: values.cases.split(',').map((index) => wholeNumber('cases', index, 0, benchCases.length - 1)),
  peers: values.peers.split(','),
}
const chosen = values.only.split(',').map((name) => {
  const section = sections[name]
  if (!section) throw new RangeError(`--only: there is no section ${name}, only ${Object.keys(sections).join(', ')}`)
  return { name, section }
})
const machine = thisMachine()
const print = (table: Table) =>
  process.stdout.write(`${values.markdown ? tableAsMarkdown(table) : tableAsText(table)}\n`)

const data: Record<string, unknown> = {}
for (const { name, section } of chosen) {
  tell(`section ${name} …`)
  try {
    const result = await section(options)
    data[name] = result.data
    result.tables.forEach(print)
  } catch (error) {
    // The other sections have their say all the same.
    process.exitCode = 1
    tell(`section ${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
}
process.stdout.write(`${describeMachine(machine)}\n`)
mkdirSync(inProject('test-results/bench'), { recursive: true })
writeFileSync(inProject('test-results/bench/results.json'), JSON.stringify({ machine, ...data }, null, 2))

/** @throws RangeError saying what would be right */
function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most && text.trim() !== '') return value
  throw new RangeError(`--${option}: "${text}" is no whole number from ${least} to ${most}`)
}
