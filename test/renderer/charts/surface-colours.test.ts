import { expect, test } from 'vitest'
import { pack, unpack } from '../../../src-engine/explain/insight/packed.ts'
import {
  mix,
  paintClasses,
  paintPacked,
  paintSigns,
  parseColour,
  scaleAbout,
  scaleOfPacked,
  signColour,
  toCss,
  type Rgb,
} from '../../../src-renderer/charts/surface-colours.ts'

const colours = { positive: [0, 0, 200], zero: [100, 100, 100], negative: [200, 100, 0] } as const

test('a colour of the tokens is read as red, green and blue', () => {
  expect(parseColour('#0072b2')).toEqual([0, 0x72, 0xb2])
  expect(toCss(parseColour('#ff8000'))).toBe('rgb(255 128 0)')
})

test('the sign chooses the colour, the size its strength', () => {
  const scale = { centre: 0.5, reach: 0.5 }
  expect(signColour(0.5, scale, colours)).toEqual(colours.zero)
  expect(signColour(1, scale, colours)).toEqual(colours.positive)
  expect(signColour(-3, scale, colours)).toEqual(colours.negative)
  expect(signColour(0.75, scale, colours)).toEqual(mix(colours.zero, colours.positive, 0.5))
})

test('a scale reaches as far as the numbers do; where all are alike nothing has a colour', () => {
  expect(scaleAbout(0, [-4, 3])).toEqual({ centre: 0, reach: 4 })
  expect(signColour(0, scaleAbout(0, [0, 0]), colours)).toEqual(colours.zero)
})

test('numbers become pixels', () => {
  expect([...paintSigns([1, -1], { centre: 0, reach: 1 }, colours)]).toEqual([0, 0, 200, 255, 200, 100, 0, 255])
})

test('packed numbers become the pixels that the numbers themselves become', () => {
  const packed = pack([-1, -0.25, 0, 0.75, 2])
  const scale = scaleOfPacked(packed)
  expect(scale).toEqual({ centre: 0, reach: 2 })
  expect([...paintPacked(packed, scale, colours)]).toEqual([...paintSigns(unpack(packed), scale, colours)])
})

test('the strongest class gives the colour, how far it is ahead the strength', () => {
  const classes: Rgb[] = [
    [200, 0, 0],
    [0, 200, 0],
    [0, 0, 200],
  ]
  const outputs = [
    [1, 0.2, 0.4],
    [0, 0.7, 0.4],
    [0, 0.1, 0.2],
  ]
  const pixels = [...paintClasses(outputs, classes, [0, 0, 0])]
  expect(pixels.slice(0, 3)).toEqual([200, 0, 0])
  expect(pixels.slice(4, 7)).toEqual([0, 100, 0])
  expect(pixels.slice(8, 11)).toEqual([0, 0, 0])
})
