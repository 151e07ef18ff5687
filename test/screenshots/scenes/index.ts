import type { Scene } from '../scene.ts'
import { comparisons } from './comparisons.ts'
import { dialogs } from './dialogs.ts'
import { states } from './states.ts'
import { views } from './views.ts'

export const scenes: readonly Scene[] = [...views, ...comparisons, ...states, ...dialogs]
