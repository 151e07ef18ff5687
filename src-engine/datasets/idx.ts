import { z } from 'zod'
import { decodeIdx, type IdxArray } from '../formats/idx.ts'
import { inputError, underPath } from '../problem.ts'
import { formatShape, sizeOf, type Shape } from '../shape.ts'
import { numberedClasses, oneHotClasses } from './classes.ts'
import { commonKeys, usualSplit, type DatasetType } from './dataset.ts'
import { say } from '../sentence.ts'

const fileName = z.string().min(1).max(4096)

const schema = z.strictObject({
  name: z.literal('idx'),
  images: fileName,
  labels: fileName,
  /** At most so many samples, from the front of the files; all of them if there are fewer. */
  limit: z.int().min(1).optional(),
  ...commonKeys({ split: usualSplit, scale: 'unit' }),
})

/**
 * Labelled images from two IDX files, as MNIST and its relatives come: (1, H, W) bytes and one-hot classes.
 *
 * There are as many classes as the highest label of the whole file says, whatever `limit` leaves of it; at least two.
 * Files of two dimensions make flat inputs; of four or more, inputs of their own shape.
 */
export const idx: DatasetType<typeof schema> = {
  name: 'idx',
  schema,
  files: ({ images, labels }) => ({ images, labels }),
  load(spec, { files }) {
    const images = readFile('images', spec.images, files)
    const labels = readFile('labels', spec.labels, files)
    if (images.shape.length < 2) {
      throw inputError(
        ['images'],
        say('{file} has one dimension, as labels have', { file: spec.images }),
        say('name the file of the images here'),
      )
    }
    if (labels.shape.length !== 1) {
      const shape = formatShape(labels.shape)
      const found = say('{file} has shape {shape}, as images have', { file: spec.labels, shape })
      throw inputError(['labels'], found, say('name the file of the labels here, which has one dimension'))
    }
    const [total, ...rest] = images.shape as [number, ...number[]]
    if (labels.values.length !== total) {
      const found = say('{file} has {count} labels', { file: spec.labels, count: labels.values.length })
      const needs = say('needs {count}, one for every image of {file}', { count: total, file: spec.images })
      throw inputError(['labels'], found, needs)
    }
    const inputShape: Shape = rest.length === 2 ? [1, ...rest] : rest
    const count = Math.min(total, spec.limit ?? total)
    const highest = labels.values.reduce((a, b) => Math.max(a, b))
    return {
      count,
      inputShape,
      inputs: images.values.subarray(0, count * sizeOf(inputShape)),
      ...oneHotClasses(labels.values.subarray(0, count), numberedClasses(Math.max(2, highest + 1))),
    }
  },
}

function readFile(key: 'images' | 'labels', name: string, files: Readonly<Record<string, Uint8Array>>): IdxArray {
  const bytes = files[key]
  if (!bytes) throw new Error(`the file of ${key} was not read`)
  return underPath([key], () => decodeIdx(bytes, name))
}
