import { z } from 'zod'
import { decodeNpyData, type NpyData } from '../formats/npy-data.ts'
import { readNpyHeader } from '../formats/npy.ts'
import { openNpz } from '../formats/npz.ts'
import { InputError, inputError, underPath } from '../problem.ts'
import { say } from '../sentence.ts'
import { formatShape, sizeOf, type Shape } from '../shape.ts'
import { compactClasses, numberedClasses, taskOf } from './classes.ts'
import { commonKeys, usualSplit, type DataArray, type Dataset, type DatasetType } from './dataset.ts'

const arrayName = z.string().min(1).max(4096)

const schema = z.strictObject({
  name: z.literal('npz'),
  /** An NPZ archive; without it `inputs` and `targets` name NPY files. */
  file: arrayName.optional(),
  /** Names of the arrays, or of the files. */
  inputs: arrayName.default('x'),
  targets: arrayName.default('y'),
  /** Where images of colours have them: (N, C, H, W) or (N, H, W, C); `auto` tells it by what can be a number of colours. */
  layout: z.enum(['auto', 'channels_first', 'channels_last']).default('auto'),
  ...commonKeys({ split: usualSplit, scale: 'unit' }),
})

type Spec = z.infer<typeof schema>
type Key = 'inputs' | 'targets'

/** More are no classes but measures. */
const maxClasses = 1000

/**
 * Inputs and targets from two NumPy arrays, whose first dimension counts the samples.
 *
 * Inputs of (N, H, W) are images of one channel. Whole numbers or truth values in one row are classes, counted from 0;
 * so are rows of one 1 and zeros, and floats that are all 0 or 1. All other targets are measures.
 */
export const npz: DatasetType<typeof schema> = {
  name: 'npz',
  schema,
  files: ({ file, inputs, targets }): Readonly<Record<string, string>> =>
    file === undefined ? { inputs, targets } : { file },
  load(spec, { files }) {
    const arrays = openArrays(spec, files)
    // Before any numbers are read: a small archive may hold very many.
    const count = countOf(spec, arrays)
    const [inputs, targets] = (['inputs', 'targets'] as const).map((key) => {
      const array = arrays[key].read()
      requireFinite(key, spec[key], array)
      return array
    }) as [NpyData, NpyData]
    return { count, ...inputsOf(spec, inputs), ...targetsOf(spec, targets, count) }
  },
}

/** An array that has not been read yet. */
interface OpenArray {
  readonly shape: Shape
  read(): NpyData
}

type OpenArrays = Readonly<Record<Key, OpenArray>>

function openArrays(spec: Spec, files: Readonly<Record<string, Uint8Array>>): OpenArrays {
  const { file } = spec
  const archive = file === undefined ? null : underPath(['file'], () => openNpz(contentOf(files, 'file')))
  const open = (key: Key): OpenArray => {
    const name = spec[key]
    const header = toldOf(key, name, () => (archive ? archive.header(name) : readNpyHeader(contentOf(files, key))))
    if (header) {
      const content = () => archive?.read(name) ?? contentOf(files, key)
      return { shape: header.shape, read: () => toldOf(key, name, () => decodeNpyData(content())) }
    }
    const found = say('{file} has no array {array}', { file: file ?? '', array: name })
    throw inputError([key], found, say('its arrays are {names}', { names: archive?.names.join(', ') ?? '' }))
  }
  return { inputs: open('inputs'), targets: open('targets') }
}

function contentOf(files: Readonly<Record<string, Uint8Array>>, key: string): Uint8Array {
  const content = files[key]
  if (!content) throw new Error(`the file of ${key} was not read`)
  return content
}

/** What is wrong with an array is said of it by its name. */
function toldOf<T>(key: Key, name: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.problems.map((one) => ({
        ...one,
        path: [key],
        message: say('{array} {problem}', { array: name, problem: one.message }),
      })),
    )
  }
}

/** How many samples there are: as many inputs as targets. */
function countOf(spec: Spec, { inputs, targets }: OpenArrays): number {
  for (const key of ['inputs', 'targets'] as const) {
    if ({ inputs, targets }[key].shape.length > 0) continue
    throw inputError([key], say('{array} is a single number', { array: spec[key] }), say('needs an array'))
  }
  const [count = 0] = inputs.shape
  if (sizeOf(inputs.shape) === 0) {
    const found = say('{array} is empty: its shape is {shape}', {
      array: spec.inputs,
      shape: formatShape(inputs.shape),
    })
    throw inputError(['inputs'], found, say('needs samples'))
  }
  if (targets.shape[0] === count) return count
  const found = say('{array} has {count} samples', { array: spec.targets, count: targets.shape[0] ?? 0 })
  throw inputError(['targets'], found, say('needs {count}, one for each of {array}', { count, array: spec.inputs }))
}

function requireFinite(key: Key, name: string, { shape, values }: NpyData): void {
  const wrong = values.findIndex((value: number) => !Number.isFinite(value))
  if (wrong < 0) return
  const place = shape.map((size, i) => Math.floor(wrong / sizeOf(shape.slice(i + 1))) % size)
  const found = say('{array}[{place}] is {value}', {
    array: name,
    place: place.join(', '),
    value: String(values[wrong]),
  })
  throw inputError([key], found, say('replace it by a number, or leave the sample out'))
}

function inputsOf({ layout }: Spec, { shape, values }: NpyData): Pick<Dataset, 'inputShape' | 'inputs'> {
  const inner = shape.slice(1)
  if (inner.length === 0) return { inputShape: [1], inputs: values }
  if (inner.length === 2) return { inputShape: [1, ...inner], inputs: values }
  if (inner.length !== 3) return { inputShape: inner, inputs: values }
  const [first, second, third] = inner as [number, number, number]
  if ((layout === 'auto' ? guessLayout(inner) : layout) === 'channels_first')
    return { inputShape: inner, inputs: values }
  return { inputShape: [third, first, second], inputs: channelsFirst(values, first * second, third) }
}

function guessLayout(inner: Shape): Exclude<Spec['layout'], 'auto'> {
  const [first, , last] = inner.map((size) => size === 1 || size === 3 || size === 4)
  if (first !== last) return last ? 'channels_last' : 'channels_first'
  const found = say('images of {shape} do not say where their colours are', { shape: formatShape(inner) })
  throw inputError(['layout'], found, say('set layout to "channels_first" or "channels_last"'))
}

/** (N, pixels, channels) as (N, channels, pixels). */
function channelsFirst(values: DataArray, pixels: number, channels: number): DataArray {
  const result = values.slice()
  const width = pixels * channels
  for (let from = 0, start = 0; start < values.length; start += width) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let channel = 0; channel < channels; channel++) {
        result[start + channel * pixels + pixel] = values[from++] as number
      }
    }
  }
  return result
}

function targetsOf(
  { targets: name }: Spec,
  { shape, values, kind }: NpyData,
  count: number,
): Pick<Dataset, 'targetShape' | 'targets' | 'task' | 'classNames'> {
  const width = values.length / count
  if (shape.length > 2 || width === 0) {
    const found = say('{array} has shape {shape}', { array: name, shape: formatShape(shape) })
    throw inputError(['targets'], found, say('needs one number or one row for each sample'))
  }
  if (width > 1) {
    const task = taskOf(values, width)
    return {
      targetShape: [width],
      targets: values,
      task,
      ...(task === 'classification' ? { classNames: numberedClasses(width) } : {}),
    }
  }
  if (kind === 'measured') return { targetShape: [1], targets: values, task: taskOf(values, 1) }
  let highest = 0
  for (const value of values) highest = Math.max(highest, value)
  const negative = values.findIndex((value: number) => value < 0)
  if (negative >= 0 || highest >= maxClasses) {
    const place = negative >= 0 ? negative : values.indexOf(highest)
    const found = say('{array}[{place}] is {value}', { array: name, place, value: String(values[place]) })
    const remedy = say('classes are whole numbers from 0 to {highest}; save measures as floats (numpy: {example})', {
      highest: maxClasses - 1,
      example: 'array.astype("float32")',
    })
    throw inputError(['targets'], found, remedy)
  }
  return compactClasses(Int32Array.from(values), numberedClasses(Math.max(2, highest + 1)))
}
