import { homedir } from 'node:os'
import { join } from 'node:path'

const folder = 'Backprop Lab'

/** What tells where the folders below are. */
export const labFolderVariables = ['APPDATA', 'XDG_DATA_HOME', 'BACKPROP_LAB_DATA'] as const

/** All that a thread which reads data needs to know of the environment. */
export function dataEnvironment(): Record<string, string> {
  return Object.fromEntries(
    labFolderVariables.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  )
}

/** The lab's own folder among the user's data. */
export function labFolder(): string {
  return join(dataFolder(), folder)
}

/** Where downloaded data is kept: `BACKPROP_LAB_DATA`, or in the lab's own folder. */
export function storedDataFolder(): string {
  return process.env['BACKPROP_LAB_DATA'] || join(labFolder(), 'datasets')
}

function dataFolder(): string {
  switch (process.platform) {
    case 'win32':
      return process.env['APPDATA'] || join(homedir(), 'AppData', 'Roaming')
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support')
    default:
      return process.env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share')
  }
}
