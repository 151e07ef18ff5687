import { existsSync, readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { inProject } from './project.mjs'
import { run, runNode } from './run.mjs'

/** A Chromium for the end-to-end tests: the person's choice, the system's, or Playwright's own; null if there is none. */
export const findChromium = () => {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist.`)
    return chosen
  }
  const candidates = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    chromium.executablePath(),
  ]
  return candidates.find((file) => existsSync(file)) ?? null
}

/** Installs one: Debian's package where that is ours to do, Playwright's download elsewhere. */
export const installChromium = async () => {
  if (isDebian() && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update'], { env })
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env })
  } else {
    await runNode(inProject('node_modules/@playwright/test/cli.js'), ['install', 'chromium'])
  }
  const found = findChromium()
  if (found === null) throw new Error('No Chromium could be installed; install one and name it in CHROMIUM_PATH.')
  return found
}

const isDebian = () => existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
