import type { SlidingWindow } from '../kernels/image-kernels.ts'
import { inputError } from '../problem.ts'
import { formatShape, type Shape } from '../shape.ts'
import type { Pair } from './pair.ts'
import { say, type Sentence } from '../sentence.ts'

/** Channels, rows and columns of an image. */
export type ImageShape = readonly [channels: number, rows: number, columns: number]

/** @throws InputError if the shape is no image's */
export function imageShape(shape: Shape): ImageShape {
  const [channels, rows, columns] = shape
  if (shape.length !== 3 || channels === undefined || rows === undefined || columns === undefined) {
    const remedy = say(
      'convolution and pooling need channels × rows × columns: put them before flatten and dense layers, and take a dataset of images',
    )
    throw inputError([], say('its input has shape {shape}', { shape: formatShape(shape) }), remedy)
  }
  return [channels, rows, columns]
}

/** A window of `size` cells moving over `cells` cells: it fits `⌊(cells − size)/stride⌋ + 1` times (Kovalev 2022). */
export function slide(cells: number, size: number, stride: number): SlidingWindow {
  return { cells, size, stride, positions: Math.floor((cells - size) / stride) + 1 }
}

/**
 * @param key the setting that decides the window's size
 * @param help what else than a smaller window would be right
 * @throws InputError if the window is larger than the image in one direction
 */
export function requireFit(key: string, [height, width]: Pair, [, rows, columns]: ImageShape, help: Sentence): void {
  if (height <= rows && width <= columns) return
  const largest = formatShape([Math.min(height, rows), Math.min(width, columns)])
  const message = say('is {window} and does not fit into an image of {image}', {
    window: formatShape([height, width]),
    image: formatShape([rows, columns]),
  })
  throw inputError([key], message, say('needs at most {largest}, or {help}', { largest, help }))
}
