import { z } from 'zod'
import type { DatasetType } from './dataset.ts'
import { planarDataset, planarKeys, polar } from './planar.ts'

const schema = z.strictObject({ name: z.literal('circles'), ...planarKeys({ noise: 0.05 }) })

/** A disc of radius 0.5 (class 1) inside a ring from 0.7 to 1 (class 0): one straight line cannot part them. */
export const circles: DatasetType<typeof schema> = {
  name: 'circles',
  schema,
  load: (spec, { rng }) =>
    planarDataset(spec, ['outer', 'inner'], rng, (label) => {
      const radius = label === 1 ? 0.5 * rng.uniform() : 0.7 + 0.3 * rng.uniform()
      return polar(radius, 2 * Math.PI * rng.uniform())
    }),
}
