import { expect, test } from 'vitest'
import { layoutNeurons, neuronHeight } from '../../../src-renderer/charts/neuron-layout.ts'

test('columns go from edge to edge, their tiles apart from each other and inside the height', () => {
  for (const sizes of [
    [2, 1],
    [2, 16, 16, 1],
    [2, 4, 3],
  ]) {
    const [width, height] = [260, neuronHeight(sizes)]
    const { tile, columns } = layoutNeurons(sizes, width, height)
    expect(tile).toBeGreaterThan(10)
    expect(columns[0]![0]!.x).toBe(0)
    expect(columns.at(-1)![0]!.x + tile).toBeCloseTo(width, 9)
    for (const column of columns) {
      expect(column[0]!.y).toBeGreaterThanOrEqual(0)
      expect(column.at(-1)!.y + tile).toBeLessThanOrEqual(height)
      column.slice(1).forEach(({ y }, i) => expect(y - column[i]!.y).toBeGreaterThanOrEqual(tile + 3))
    }
  }
})
