import { z } from 'zod'
import { commonKeys, wholeSet, type DatasetType } from './dataset.ts'

const schema = z.strictObject({ name: z.literal('people'), ...commonKeys({ split: wholeSet, scale: 'none' }) })

/** The four people of the Perceptron notebook: weight − 135 lb, height − 66 in; 1 is female. */
export const people: DatasetType<typeof schema> = {
  name: 'people',
  schema,
  load: () => ({
    count: 4,
    inputShape: [2],
    targetShape: [1],
    inputs: Float64Array.of(-2, -1, 25, 6, 17, 4, -15, -6),
    targets: Float64Array.of(1, 0, 0, 1),
    task: 'classification',
    classNames: ['male', 'female'],
    inputNames: ['weight − 135 lb', 'height − 66 in'],
    sampleNames: ['Alice', 'Bob', 'Charlie', 'Diana'],
  }),
}
