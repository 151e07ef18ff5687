import { expect, test } from 'vitest'
import { digitPicture, pictureSide, type Stroke } from '../../../src-renderer/views/evaluate/digit-picture.ts'

/** The ink's box and its centre of mass, in pixels. */
function measure(picture: readonly number[]) {
  const inked = picture.flatMap((grey, i) =>
    grey > 0 ? [{ grey, x: (i % pictureSide) + 0.5, y: Math.floor(i / pictureSide) + 0.5 }] : [],
  )
  const ink = inked.reduce((sum, { grey }) => sum + grey, 0)
  const range = (values: number[]) => Math.max(...values) - Math.min(...values) + 1
  return {
    width: range(inked.map(({ x }) => x)),
    height: range(inked.map(({ y }) => y)),
    x: inked.reduce((sum, { grey, x }) => sum + grey * x, 0) / ink,
    y: inked.reduce((sum, { grey, y }) => sum + grey * y, 0) / ink,
  }
}

const seven = (at: number, size: number): Stroke[] => [
  [
    { x: at, y: at },
    { x: at + 0.6 * size, y: at },
    { x: at + 0.2 * size, y: at + size },
  ],
]

test('a digit drawn small in a corner is the digit drawn large in the middle', () => {
  const small = digitPicture(seven(0.05, 0.2))
  const large = digitPicture(seven(0.2, 0.6))
  small.forEach((grey, i) => expect(grey).toBeCloseTo(large[i]!, 6))
})

test('it fits the box of 20 pixels and is centred by its mass, as in MNIST', () => {
  const { height, width, x, y } = measure(digitPicture(seven(0.1, 0.5)))
  expect(height).toBeGreaterThanOrEqual(19)
  expect(height).toBeLessThanOrEqual(22)
  expect(width).toBeLessThan(height)
  expect(Math.abs(x - 14)).toBeLessThan(0.5)
  expect(Math.abs(y - 14)).toBeLessThan(0.5)
})

test('strokes are not joined', () => {
  const bar = (x: number): Stroke => [
    { x, y: 0 },
    { x, y: 1 },
  ]
  const picture = digitPicture([bar(0.2), bar(0.6)])
  expect(picture[14 * pictureSide + 14]).toBe(0)
})

test('nothing, or only a dot, is an empty picture', () => {
  expect(digitPicture([]).every((grey) => grey === 0)).toBe(true)
  expect(digitPicture([[{ x: 0.5, y: 0.5 }]]).every((grey) => grey === 0)).toBe(true)
})
