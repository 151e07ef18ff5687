import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export const engineEntry = join(root, 'src-main/engine_process/main.ts')
export const resources = join(root, 'resources')
