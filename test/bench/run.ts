import '../../scripts/guard.mjs'
import { mkdirSync, writeFileSync } from 'node:fs'
import { inProject } from '../../scripts/project.mjs'
import { parseCommandLine, type CommandLine } from './command-line.ts'
import { describeMachine, thisMachine } from './machine.ts'
import { tell } from './section.ts'
import { sections } from './sections.ts'
import { tableAsMarkdown, tableAsText } from './table.ts'

/*
 * npm run bench [-- --only speed,products] [--rounds 5] [--cases 0,1] [--peers lab,NumPy] [--markdown]
 *
 * Prints the tables of every section, or of those named, and writes everything to test-results/bench/results.json.
 * `--cases` and `--peers`, by the beginnings of their names, choose what `speed` measures. With `--markdown` the tables
 * are printed as README.md has them; what is going on is told on stderr either way.
 */

const asked = commandLine()
const machine = thisMachine()
const data: Record<string, unknown> = {}
for (const [name, section] of Object.entries(sections)) {
  if (!asked.only.includes(name)) continue
  tell(`section ${name} …`)
  try {
    const result = await section(asked)
    data[name] = result.data
    for (const table of result.tables) {
      process.stdout.write(`${asked.markdown ? tableAsMarkdown(table) : tableAsText(table)}\n`)
    }
  } catch (error) {
    // The other sections have their say all the same.
    process.exitCode = 1
    tell(`section ${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
}
process.stdout.write(`${describeMachine(machine)}\n`)
mkdirSync(inProject('test-results/bench'), { recursive: true })
writeFileSync(inProject('test-results/bench/results.json'), JSON.stringify({ machine, ...data }, null, 2))

function commandLine(): CommandLine {
  try {
    return parseCommandLine(process.argv.slice(2), Object.keys(sections))
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error))
    process.exit(2)
  }
}
