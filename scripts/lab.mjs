import './guard.mjs'
import './follow-parent.mjs'
import module from 'node:module'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './ensure-built.mjs'
import { inProject } from './project.mjs'

/* npm run -s lab -- COMMAND …: the command line, in this very process, so that signals and exit codes are its own. */

module.enableCompileCache(inProject('node_modules/.cache/backprop-lab/compiled'))
if (!(await ensureBuilt())) process.exit(1)
// npm moves to the project's folder; files are meant from where the person stands.
const stood = process.env['npm_lifecycle_event'] === 'lab' ? process.env['INIT_CWD'] : undefined
if (stood !== undefined) process.chdir(stood)
await import(pathToFileURL(inProject('out/main/cli.js')).href)
