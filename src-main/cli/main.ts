import '../node-guard.ts'

/* `lab`: the lab from a terminal. Loaded only after the guard has run, since it loads SQLite. */

const { runCommandLine } = await import('./program.ts')
process.exitCode = await runCommandLine(process.argv.slice(2))
