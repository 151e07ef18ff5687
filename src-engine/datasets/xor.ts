import { z } from 'zod'
import { commonKeys, wholeSet, type DatasetType } from './dataset.ts'

const schema = z.strictObject({ name: z.literal('xor'), ...commonKeys({ split: wholeSet, scale: 'none' }) })

/** Exclusive or: the four points that no single neuron can tell apart. */
export const xor: DatasetType<typeof schema> = {
  name: 'xor',
  schema,
  load: () => ({
    count: 4,
    inputShape: [2],
    targetShape: [1],
    inputs: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1),
    targets: Float64Array.of(0, 1, 1, 0),
    task: 'classification',
    classNames: ['0', '1'],
    inputNames: ['a', 'b'],
  }),
}
