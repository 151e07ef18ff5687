import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'
import { runNode } from './run.mjs'

const folder = inProject('node_modules/electron')

/** The Electron executable, or null where it was not downloaded yet. Never downloads. */
export const findElectron = () => {
  const name = path.join(folder, 'path.txt')
  if (!existsSync(name)) return null
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist')
  const binary = path.join(dist, readFileSync(name, 'utf8'))
  return existsSync(binary) ? binary : null
}

/**
 * The Electron executable, downloaded by Electron's own installer if it is missing.
 *
 * @returns {Promise<{ binary: string } | { reason: string }>}
 */
export const obtainElectron = async () => {
  const present = findElectron()
  if (present !== null) return { binary: present }
  process.stderr.write('Downloading Electron, once …\n')
  const { output } = await runNode(path.join(folder, 'install.js'), [], { stdio: ['ignore', 'pipe', 'pipe'] })
  const binary = findElectron()
  if (binary !== null) return { binary }
  return { reason: output.trim().split('\n')[0] ?? 'its installer said nothing' }
}

/**
 * What Electron must be told to start here at all, and why. Linux alone is particular: Chromium's sandbox refuses the
 * root user, and needs either unprivileged user namespaces or a helper that belongs to root.
 *
 * @returns {{ args: string[], note: string | null }}
 */
export const sandboxArguments = (/** @type {string} */ binary) => {
  if (process.platform !== 'linux') return { args: [], note: null }
  if (process.getuid?.() === 0) {
    return {
      args: ['--no-sandbox'],
      note: 'Started as root: Chromium refuses its sandbox to root, so the window opens without one (--no-sandbox). Start the lab as an ordinary user to have it.',
    }
  }
  const helper = path.join(path.dirname(binary), 'chrome-sandbox')
  if (!namespacesAllowed() && !isRootHelper(helper)) {
    return {
      args: ['--no-sandbox'],
      note: `This system allows no user namespaces to ordinary programs, so the window opens without Chromium's sandbox (--no-sandbox). To have it: sudo chown root ${helper} && sudo chmod 4755 ${helper}`,
    }
  }
  return { args: [], note: null }
}

const namespacesAllowed = () =>
  readKernelSetting('kernel/apparmor_restrict_unprivileged_userns') !== '1' &&
  readKernelSetting('kernel/unprivileged_userns_clone') !== '0' &&
  readKernelSetting('user/max_user_namespaces') !== '0'

/** @param {string} name */
const readKernelSetting = (name) => {
  const file = `/proc/sys/${name}`
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

/** @param {string} file */
const isRootHelper = (file) => {
  if (!existsSync(file)) return false
  const { uid, mode } = statSync(file)
  return uid === 0 && (mode & 0o4000) !== 0
}
