import type { ModelInfo } from '../../model-info.ts'
import { toFloat32 } from './float32.ts'
import type { Graph, Value } from './graph.ts'

/**
 * The dataset's scaling as nodes, so that the model takes what a person measures: `x = (raw − shift) · factor`.
 *
 * In float32 a large shift is off by more than small differences from it (years, around 2000): it is subtracted in two
 * parts, the nearest float32 and what that leaves of it. The first subtraction is exact for raw values from half to
 * twice the shift (Sterbenz), and elsewhere rounds no more than any.
 *
 * @throws InputError where a shift or factor is beyond float32
 */
export function addScaling(graph: Graph, { scaling, inputShape }: ModelInfo, input: Value): Value {
  const shape = scaling.shift.length === 1 ? [] : inputShape
  const shift = toFloat32(scaling.shift, ['scaling', 'shift'])
  const rest = Float32Array.from(scaling.shift, (value, i) => value - (shift[i] as number))
  const factor = toFloat32(scaling.factor, ['scaling', 'factor'])

  let value = input
  for (const [name, part] of [
    ['shift', shift],
    ['shift_rest', rest],
  ] as const) {
    if (part.some((number) => number !== 0)) {
      const constant = graph.float32(`scaling.${name}`, shape, part)
      value = graph.node(`scaling.minus_${name}`, 'Sub', [value, constant])
    }
  }
  if (factor.every((number) => number === 1)) return value
  return graph.node('scaling.scaled', 'Mul', [value, graph.float32('scaling.factor', shape, factor)])
}
