import { join } from 'node:path'

/* Where the parts of the lab lie: beside this file once built, or each in its folder of the sources. */

const here = import.meta.dirname
const isBuilt = import.meta.filename.endsWith('.js')

export const engineEntry = isBuilt ? join(here, 'engine.js') : join(here, '../engine_process/main.ts')
export const resources = join(here, '../../resources')
export const rendererDirectory = isBuilt ? join(here, '../renderer') : join(here, '../../out/renderer')
