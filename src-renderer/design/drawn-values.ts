import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { ParameterPlan, Signal } from '../../src-engine/layers/layer.ts'
import { initializerOf, layerTypeOf } from '../../src-engine/registry.ts'
import { createRng } from '../../src-engine/rng.ts'
import { sizeOf, type NestedNumbers, type Shape } from '../../src-engine/shape.ts'

/** More numbers than this nobody edits by hand. */
const mostNumbers = 2000

/**
 * The values a layer's parameter would start with, nested in its shape: what a person who wants to give the values
 * begins from. Null if there are too many to be given by hand, or none that can be drawn.
 *
 * @param key the key of the layer that holds the initialiser
 * @param index the layer's position in the stack, which its random numbers depend on
 */
export function drawnValues(
  spec: LayerSpec,
  key: string,
  index: number,
  input: Signal,
  seed: number,
): NestedNumbers | null {
  const plan = layerTypeOf(spec)
    .parameters(spec, input)
    .find((candidate) => candidate.initializerKey === key)
  if (!plan || sizeOf(plan.shape) > mostNumbers || plan.initializer.type === 'values') return null
  return nest(
    Array.from(drawParameter(plan, index, seed), (value) => Number(value.toPrecision(6))),
    plan.shape,
  )
}

/**
 * The numbers the parameter of this name begins with, flat; null if the layer has none of the name.
 */
export function drawParameterNamed(
  name: string,
  spec: LayerSpec,
  index: number,
  input: Signal,
  seed: number,
): Float64Array | null {
  const plan = layerTypeOf(spec)
    .parameters(spec, input)
    .find((candidate) => candidate.name === name)
  return plan ? drawParameter(plan, index, seed) : null
}

/**
 * The very numbers a run begins with, flat: the engine draws them from the same stream.
 *
 * @param index the layer's position in the stack
 */
export function drawParameter(plan: ParameterPlan, index: number, seed: number): Float64Array {
  const values = new Float64Array(sizeOf(plan.shape))
  initializerOf(plan.initializer).fill(plan.initializer, plan, createRng(seed, 'parameter', index, plan.name), values)
  return values
}

function nest(values: readonly number[], shape: Shape): NestedNumbers {
  const [count = 1, ...inner] = shape
  if (inner.length === 0) return values
  const size = sizeOf(inner)
  return Array.from({ length: count }, (_, i) => nest(values.slice(i * size, (i + 1) * size), inner))
}
