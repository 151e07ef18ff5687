import { z } from 'zod'
import { numberedClasses } from './classes.ts'
import type { DatasetType } from './dataset.ts'
import { planarDataset, planarKeys, polar } from './planar.ts'

const schema = z.strictObject({
  name: z.literal('flower'),
  /** An even number, so that neighbours are always of different classes. */
  petals: z.int().min(2).max(16).multipleOf(2, { error: 'must be an even number' }).default(8),
  ...planarKeys({ noise: 0.05 }),
})

/** The outline of a flower, `r = |sin(petals·θ / 2)|`, whose petals are of classes 0 and 1 by turns. */
export const flower: DatasetType<typeof schema> = {
  name: 'flower',
  schema,
  load: (spec, { rng }) =>
    planarDataset(spec, numberedClasses(2), rng, (label) => {
      const petal = 2 * rng.below(spec.petals / 2) + label
      const along = rng.uniform()
      return polar(Math.sin(Math.PI * along), (2 * Math.PI * (petal + along)) / spec.petals)
    }),
}
