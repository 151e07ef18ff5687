import { z } from 'zod'
import { numberedClasses } from './classes.ts'
import type { DatasetType } from './dataset.ts'
import { planarDataset, planarKeys, polar } from './planar.ts'

const schema = z.strictObject({
  name: z.literal('spiral'),
  /** Arms of the spiral, one class each. */
  classes: z.int().min(2).max(10).default(2),
  turns: z.number().min(0).max(4).default(1.75),
  ...planarKeys({ noise: 0.02 }),
})

/** Arms that wind round the origin together, from the centre out to radius 1 in `turns` turns. */
export const spiral: DatasetType<typeof schema> = {
  name: 'spiral',
  schema,
  load: (spec, { rng }) =>
    planarDataset(spec, numberedClasses(spec.classes), rng, (label) => {
      const radius = rng.uniform()
      return polar(radius, 2 * Math.PI * (spec.turns * radius + label / spec.classes))
    }),
}
