import { expect, test } from 'vitest'
import { layoutNeurons } from '../../../src-renderer/charts/neuron-layout.ts'
import { movedSpot, spotAt, wireOf } from '../../../src-renderer/charts/neuron-spots.ts'

const sizes = [2, 3, 1]
const layout = layoutNeurons(sizes, 260, 120)
const plain = (key: string) => ({ key, shiftKey: false })
const shifted = (key: string) => ({ key, shiftKey: true })

test('a neuron is found anywhere in its tile', () => {
  const { x, y } = layout.columns[1]![2]!
  const spot = { kind: 'neuron', column: 1, neuron: 2 }
  expect(spotAt(layout, { x: x + 1, y: y + 1 })).toEqual(spot)
  expect(spotAt(layout, { x: x + layout.tile - 1, y: y + layout.tile - 1 })).toEqual(spot)
})

test('a wire is found where it leaves its neuron, and nothing far from all of them', () => {
  const { start, end } = wireOf(layout, 2, 0, 2)!
  const spot = { kind: 'wire', column: 2, neuron: 0, from: 2 }
  expect(spotAt(layout, { x: start.x + 8, y: start.y + 2 })).toEqual(spot)
  expect(spotAt(layout, { x: end.x - 2, y: -40 })).toBeNull()
})

test('arrow keys go from neuron to neuron, with Shift along the wires of one', () => {
  const first = { kind: 'neuron', column: 0, neuron: 1 } as const
  const next = movedSpot(first, plain('ArrowRight'), sizes)!
  expect(next).toEqual({ kind: 'neuron', column: 1, neuron: 1 })
  expect(movedSpot(next, plain('ArrowDown'), sizes)).toEqual({ kind: 'neuron', column: 1, neuron: 2 })
  const wire = movedSpot(next, shifted('ArrowDown'), sizes)!
  expect(wire).toEqual({ kind: 'wire', column: 1, neuron: 1, from: 0 })
  expect(movedSpot(wire, shifted('ArrowDown'), sizes)).toEqual({ kind: 'wire', column: 1, neuron: 1, from: 1 })
  expect(movedSpot(wire, plain('ArrowRight'), sizes)).toEqual({ kind: 'neuron', column: 2, neuron: 0 })
  expect(movedSpot(next, plain('x'), sizes)).toBeNull()
})
