import { z } from 'zod'
import { pairSchema } from '../layers/pair.ts'
import { inputError } from '../problem.ts'
import { say } from '../sentence.ts'
import { formatShape } from '../shape.ts'
import { compactClasses } from './classes.ts'
import { commonKeys, fileNameSchema, usualSplit, type ImageSource, type StreamedDatasetType } from './dataset.ts'
import { resize } from './images/resize.ts'
import { toPlanes } from './images/planes.ts'

const schema = z.strictObject({
  name: z.literal('images'),
  /** A folder, or a ZIP archive, with one folder of PNG images for each class: `cats/1.png`, `dogs/1.png`. */
  file: fileNameSchema,
  /** Every image is made so large, `[rows, columns]`; without it all must be of one size. */
  size: pairSchema.optional(),
  channels: z.enum(['grey', 'colour']).default('grey'),
  ...commonKeys({ split: usualSplit, scale: 'unit' }),
})

/** Bytes of all images together: what one array holds. */
const maxBytes = 2 ** 31

/** Outputs of a network, and far more than anybody has folders for. */
const maxClasses = 1000

/**
 * Labelled images from a folder or an archive: (1, H, W) bytes of grey, or (3, H, W) of red, green and blue.
 *
 * Classes are the folders, sorted by name; samples come in the order of their names. Transparent pixels are laid on
 * white. Grey is luma, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). Two classes make one output, 0 or 1.
 */
export const images: StreamedDatasetType<typeof schema> = {
  name: 'images',
  schema,
  files: ({ file }) => ({ file }),
  async stream(spec, source) {
    const found = await source.images('file')
    const labels = classesOf(found)
    const channels = spec.channels === 'grey' ? 1 : 3
    let inputs = new Uint8Array()
    let size: readonly [number, number] | null = spec.size ?? null
    for (let i = 0; i < found.names.length; i++) {
      const picture = await found.read(i)
      const { height, width } = picture
      const [rows, columns] = (size ??= [height, width])
      if (!spec.size && (rows !== height || columns !== width)) {
        const other = say('{file}: {image} has {size} pixels, and {first} has {needed}', {
          file: found.name,
          image: found.names[i] as string,
          size: formatShape([height, width]),
          first: found.names[0] as string,
          needed: formatShape([rows, columns]),
        })
        throw inputError(['size'], other, say('say in "size" how large all shall be, or make them equal'))
      }
      const bytes = channels * rows * columns
      if (i === 0) inputs = new Uint8Array(requireRoom(found, bytes))
      const planes = toPlanes(picture, channels)
      inputs.set(resize(planes, channels, [height, width], [rows, columns]), i * bytes)
    }
    const [rows, columns] = size ?? [0, 0]
    return { count: found.names.length, inputShape: [channels, rows, columns], inputs, ...labels }
  },
}

/** The classes of all images, by the first folder of their names beyond those that all have in common. */
function classesOf({ name, names }: ImageSource) {
  const folders = names.map((one) => one.split('/').slice(0, -1))
  const loose = folders.findIndex((parts) => parts.length === 0)
  if (loose >= 0) {
    const found = say('{file}: {image} lies in no folder', { file: name, image: names[loose] as string })
    throw inputError(['file'], found, say('put every image into the folder of its class, such as cats/1.png'))
  }
  const [first = []] = folders
  let common = 0
  while (folders.every((parts) => parts.length > common + 1 && parts[common] === first[common])) common++
  const classes = folders.map((parts) => parts[common] as string)
  const classNames = [...new Set(classes)].sort()
  if (classNames.length < 2 || classNames.length > maxClasses) {
    const found = say('{file} has {count} classes ({names})', {
      file: name,
      count: classNames.length,
      names: classNames.slice(0, 5).join(', '),
    })
    const remedy = say('needs from 2 to {count} folders with images, one for each class', { count: maxClasses })
    throw inputError(['file'], found, remedy)
  }
  const places = new Map(classNames.map((one, i) => [one, i]))
  return compactClasses(
    Int32Array.from(classes, (one) => places.get(one) as number),
    classNames,
  )
}

/** @returns how many bytes all images take */
function requireRoom({ name, names }: ImageSource, bytes: number): number {
  const all = bytes * names.length
  if (all < maxBytes) return all
  const found = say('{file}: {count} images of {bytes} bytes do not fit into memory', {
    file: name,
    count: names.length,
    bytes,
  })
  throw inputError(['size'], found, say('make them smaller with "size", or use fewer'))
}
