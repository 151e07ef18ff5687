import { z } from 'zod'
import { commonKeys, type DatasetType } from './dataset.ts'
import { idx } from './idx.ts'
import { storedPrefix, storedSets, type StoredSet } from './stored.ts'

const schema = z.strictObject({
  name: z.literal('mnist'),
  set: z.enum(storedSets).default('mnist'),
  /** 60,000 images to train on, or the 10,000 that results are usually told of. */
  part: z.enum(['train', 'test']).default('train'),
  /** At most so many samples, from the front of the files. */
  limit: z.int().min(1).optional(),
  ...commonKeys({ split: { train: 0.9, validation: 0.1, test: 0 }, scale: 'unit' }),
})

const filePrefixes = { train: 'train', test: 't10k' } as const

/** Where they have names; digits are their own. */
const classNames: Readonly<Partial<Record<StoredSet, readonly string[]>>> = {
  'fashion-mnist': [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
}

/**
 * Handwritten digits (LeCun, Cortes and Burges) or pieces of clothing (Xiao, Rasul and Vollgraf, 2017), 28×28, once the
 * lab has downloaded them.
 */
export const mnist: DatasetType<typeof schema> = {
  name: 'mnist',
  schema,
  files: ({ set, part }) => filesOf(set, part),
  load({ set, part, limit, split, scale }, source) {
    const files = filesOf(set, part)
    const dataset = idx.load({ name: 'idx', ...files, split, scale, ...(limit === undefined ? {} : { limit }) }, source)
    const names = classNames[set]
    return names?.length === dataset.classNames?.length && names ? { ...dataset, classNames: names } : dataset
  },
}

function filesOf(set: StoredSet, part: keyof typeof filePrefixes) {
  const prefix = `${storedPrefix}${set}/${filePrefixes[part]}`
  return { images: `${prefix}-images-idx3-ubyte.gz`, labels: `${prefix}-labels-idx1-ubyte.gz` }
}
