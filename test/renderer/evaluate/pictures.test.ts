import { describe, expect, test } from 'vitest'
import { activationPicture, paintActivation, rgbOf } from '../../../src-renderer/views/evaluate/activation-picture.ts'
import { moved, shadeColour, shadeOf } from '../../../src-renderer/components/confusion/confusion.ts'
import { outputBars } from '../../../src-renderer/views/evaluate/output-bars.ts'
import { placeWords } from '../../../src-engine/word2vec/place-words.ts'

describe('the picture of a layer', () => {
  test('is a strip of its units that breaks into rows', () => {
    const values = Array.from({ length: 100 }, (_, i) => i - 50)
    const { columns, rows, cells, limit } = activationPicture([100], values)
    expect([columns, rows, limit]).toEqual([64, 2, 50])
    expect(cells.slice(0, 100)).toEqual(values)
    expect(cells.slice(100).every((cell) => cell === null)).toBe(true)
  })

  test('is one small image for each map, a gap between them', () => {
    const { columns, rows, cells } = activationPicture([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])
    expect([columns, rows]).toEqual([5, 2])
    expect(cells).toEqual([1, 2, null, 5, 6, 3, 4, null, 7, 8])
  })

  test('is blue above zero, orange below, and the stronger the larger', () => {
    const colours = { positive: rgbOf('#0000ff'), zero: rgbOf('#000000'), negative: rgbOf('#ff8000') }
    const pixels = paintActivation(activationPicture([3], [2, 0, -1]), colours)
    expect([...pixels]).toEqual([0, 0, 255, 255, 0, 0, 0, 255, 128, 64, 0, 255])
  })
})

describe('the bars of an output', () => {
  test('tell both classes of one output', () => {
    const bars = outputBars([0.25], ['cat', 'dog'])
    expect(bars.map(({ name, value, best }) => [name, value, best])).toEqual([
      ['cat', 0.75, true],
      ['dog', 0.25, false],
    ])
  })

  test('are the largest of very many', () => {
    const output = Array.from({ length: 100 }, (_, i) => i / 1000)
    const bars = outputBars(
      output,
      output.map((_, i) => `word ${i}`),
    )
    expect(bars).toHaveLength(12)
    expect(bars[0]).toMatchObject({ name: 'word 99', best: true })
  })

  test('of numbers are measured by the largest, and none is the best', () => {
    expect(outputBars([4, -8], null).map(({ share, best }) => [share, best])).toEqual([
      [0.5, false],
      [1, false],
    ])
  })
})

describe('a cell of the confusion matrix', () => {
  test('is blue where right, orange where wrong, a few mistakes already showing', () => {
    expect(shadeColour(shadeOf(true, 1))).toContain('--sign-positive) 52%')
    expect(shadeColour(shadeOf(false, 0.01))).toContain('--sign-negative) 5%')
    expect(shadeColour(shadeOf(false, 0))).toContain('--sign-negative) 0%')
  })

  test('is left by the arrow keys, and never off the table', () => {
    expect(moved({ truth: 1, predicted: 1 }, 'ArrowRight', 3)).toEqual({ truth: 1, predicted: 2 })
    expect(moved({ truth: 0, predicted: 0 }, 'ArrowUp', 3)).toEqual({ truth: 0, predicted: 0 })
    expect(moved({ truth: 2, predicted: 0 }, 'End', 3)).toEqual({ truth: 2, predicted: 2 })
    expect(moved({ truth: 2, predicted: 0 }, 'a', 3)).toBeNull()
  })
})

describe('words on their plane', () => {
  test('keep their distances, and only names with room are written, chosen ones first', () => {
    const plane = { words: ['ferry', 'boat', 'owl'], x: [0, 0.001, 10], y: [0, 0, 5] }
    const places = placeWords(plane, 400, 300, [1])
    expect(places.map(({ named }) => named)).toEqual(['left', 'right', 'right'])
    const [ferry, , owl] = places
    expect((owl!.x - ferry!.x) / (ferry!.y - owl!.y)).toBeCloseTo(2)
    for (const { x, y } of places) {
      expect(x).toBeGreaterThan(0)
      expect(x).toBeLessThan(400)
      expect(y).toBeGreaterThan(0)
      expect(y).toBeLessThan(300)
    }
  })

  test('are not named where a name would lie on others', () => {
    // A second word on each side of the first, as near as its name would be.
    const plane = { words: ['ferry', 'boat', 'raft', 'owl'], x: [0, 1, -1, 10], y: [0, 0, 0, 5] }
    const named = placeWords(plane, 400, 300, []).map((place) => place.named)
    expect(named).toEqual([null, 'right', 'left', 'right'])
    expect(placeWords(plane, 400, 300, [0])[0]?.named).toBe('right')
  })
})
