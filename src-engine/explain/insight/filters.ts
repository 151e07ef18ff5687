import type { Network } from '../../network.ts'
import { sizeOf, type Shape } from '../../shape.ts'
import { pack, type Packed } from './packed.ts'

/** The weights that look at an image, each unit's or filter's as a picture: the mean over the image's channels. */
export interface Filters {
  /** The layer they belong to. */
  readonly layer: number
  readonly width: number
  readonly height: number
  /** Of how many units or filters these are the first. */
  readonly total: number
  /** (pictures, height, width) */
  readonly weights: Packed
}

const mostPictures = 48
/** What is smaller is no picture. */
const leastSide = 2

/** Null where the first layer with weights does not look at an image itself. */
export function drawFilters({ layers, parameters }: Network): Filters | null {
  const weight = parameters.find(({ name }) => name === 'weight')
  const layer = layers[weight?.layer ?? -1]
  const input = layers[0]?.input.shape
  if (!weight || !layer || !input) return null
  const [channels, height, width] = pictureShape(layer.spec.type, weight.shape, input)
  if (height < leastSide || width < leastSide) return null
  const [total = 0] = weight.shape
  const cells = height * width
  const count = Math.min(total, mostPictures)
  const means = new Float64Array(count * cells)
  for (let i = 0; i < means.length; i++) {
    const start = Math.floor(i / cells) * channels * cells + (i % cells)
    for (let channel = 0; channel < channels; channel++) {
      means[i] = (means[i] as number) + (weight.value[start + channel * cells] as number) / channels
    }
  }
  return { layer: layer.index, width, height, total, weights: pack(means) }
}

/** Channels, height and width of what one row of weights looks at; no size where that is no image. */
function pictureShape(type: string, weight: Shape, input: Shape): readonly [number, number, number] {
  const [, ...row] = weight
  const [channels = 1, height = 0, width = 0] = row
  if (type === 'conv2d') return [channels, height, width]
  const isImage = input.length === 2 || input.length === 3
  if (type !== 'dense' || !isImage || sizeOf(row) !== sizeOf(input)) return [1, 0, 0]
  const [rows = 0, columns = 0] = input.slice(-2)
  return [input.length === 3 ? (input[0] ?? 1) : 1, rows, columns]
}
