import { z } from 'zod'
import type { DatasetType } from './dataset.ts'
import { planarDataset, planarKeys } from './planar.ts'

const schema = z.strictObject({ name: z.literal('moons'), ...planarKeys({ noise: 0.07 }) })

/**
 * Two half circles that reach into each other: the upper one opens downwards (class 0), the lower one upwards (class 1).
 *
 * The usual half circles of radius 1, apart by (1, −0.5), moved to the origin and shrunk by 1.5 to reach from −1 to 1.
 */
export const moons: DatasetType<typeof schema> = {
  name: 'moons',
  schema,
  load: (spec, { rng }) =>
    planarDataset(spec, ['upper', 'lower'], rng, (label) => {
      const angle = Math.PI * rng.uniform()
      const side = label === 0 ? 1 : -1
      return [(side * (Math.cos(angle) - 0.5)) / 1.5, (side * (Math.sin(angle) - 0.25)) / 1.5]
    }),
}
