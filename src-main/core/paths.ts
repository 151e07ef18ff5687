import { homedir } from 'node:os'
import { join } from 'node:path'

const folder = 'Backprop Lab'

/** The database where no other is named: `BACKPROP_LAB_DB`, or a file in the user's data folder of this platform. */
export function defaultDatabase(): string {
  return process.env['BACKPROP_LAB_DB'] || join(dataFolder(), folder, 'lab.sqlite')
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
