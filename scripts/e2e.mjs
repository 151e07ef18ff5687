import './guard.mjs'
import { findChromium, installChromium } from './chromium.mjs'
import { ensureBuilt } from './ensure-built.mjs'
import { inProject } from './project.mjs'
import { runNode } from './run.mjs'

/* npm run test:e2e [-- PLAYWRIGHT ARGUMENTS]: the lab in a real Chromium, found or installed. */

if (!(await ensureBuilt())) process.exit(1)
const chromium = findChromium() ?? (await installChromium())
const { code } = await runNode(inProject('node_modules/@playwright/test/cli.js'), ['test', ...process.argv.slice(2)], {
  env: { ...process.env, CHROMIUM_PATH: chromium },
})
process.exitCode = code
