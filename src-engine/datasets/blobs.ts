import { z } from 'zod'
import { numberedClasses } from './classes.ts'
import type { DatasetType } from './dataset.ts'
import { planarDataset, planarKeys, polar } from './planar.ts'

const schema = z.strictObject({
  name: z.literal('blobs'),
  classes: z.int().min(2).max(10).default(3),
  ...planarKeys({ noise: 0.2 }),
})

/**
 * One round cloud per class, its centre on a circle of radius 0.7 and its standard deviation `noise`.
 *
 * Two clouds lie on the diagonal, top right and bottom left; more go round counter-clockwise from the top right.
 */
export const blobs: DatasetType<typeof schema> = {
  name: 'blobs',
  schema,
  load: (spec, { rng }) =>
    planarDataset(spec, numberedClasses(spec.classes), rng, (label) =>
      polar(0.7, Math.PI / 4 + (2 * Math.PI * label) / spec.classes),
    ),
}
