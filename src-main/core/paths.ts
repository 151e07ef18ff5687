import { join } from 'node:path'
import { labFolder } from '../files/lab-folder.ts'

/** The database where no other is named: `BACKPROP_LAB_DB`, or a file in the user's data folder of this platform. */
export function defaultDatabase(): string {
  return process.env['BACKPROP_LAB_DB'] || join(labFolder(), 'lab.sqlite')
}
