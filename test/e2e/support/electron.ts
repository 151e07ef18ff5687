import { _electron, type ElectronApplication } from '@playwright/test'
import { findElectron, sandboxArguments } from '../../../scripts/electron-binary.mjs'
import { root } from './serve.ts'

/** Why the scenarios cannot run in Electron here, or null where they can. */
export function whyNoElectron(): string | null {
  if (findElectron() === null) return 'Electron’s binary is not on this machine (npx install-electron fetches it)'
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']
  if (process.platform === 'linux' && display === undefined) return 'this machine has no display for a window'
  return null
}

/** Starts the built lab in its own window. */
export function launchElectron(folder: string, database: string): Promise<ElectronApplication> {
  const executablePath = findElectron()
  if (executablePath === null) throw new Error('Electron’s binary is not here')
  const { args } = sandboxArguments(executablePath)
  return _electron.launch({
    executablePath,
    // A folder of its own: neither the person's window nor its lock is touched.
    args: [...args, `--user-data-dir=${folder}`, root],
    env: { ...(process.env as Record<string, string>), BACKPROP_LAB_DB: database },
  })
}
