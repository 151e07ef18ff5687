import { planArena } from './arena.ts'
import type { FloatArray, Precision } from './float-array.ts'
import type { Kernels } from './kernels/kernels.ts'
import type { LayerSpec } from './layers/index.ts'
import type { Layer, LayerBuffers, Parameter, ParameterPlan } from './layers/layer.ts'
import { layerTypeOf } from './registry.ts'
import { sizeOf, type Shape } from './shape.ts'

/** A layer of a built network, with everything it reads and writes. */
export interface NetworkLayer {
  readonly index: number
  readonly spec: LayerSpec
  readonly inputShape: Shape
  readonly outputShape: Shape
  readonly buffers: LayerBuffers
}

/** A parameter by its name everywhere outside the engine: `layers.<index in the stack>.weight`. */
export interface NamedParameter extends Parameter {
  readonly fullName: string
  readonly layer: number
  readonly plan: ParameterPlan
}

/** A stack of layers with all its numbers in one allocation. */
export interface Network {
  readonly layers: readonly NetworkLayer[]
  readonly parameters: readonly NamedParameter[]
  /** All parameters as one run of numbers, in the order of `parameters`; the cells between two of them stay zero. */
  readonly block: { readonly value: FloatArray; readonly gradient: FloatArray }
  /** Optimiser state, as many runs as asked for, laid out like `block`. */
  readonly slots: readonly FloatArray[]
  /** (maxBatch, …inputShape) */
  readonly input: FloatArray
  /** (maxBatch, …outputShape) */
  readonly output: FloatArray
  /** (maxBatch, …outputShape) */
  readonly dOutput: FloatArray
  readonly outputShape: Shape
  readonly byteLength: number
  /** Runs `n` samples from `input` to `output`. */
  forward(n: number): void
  /** Carries the gradient of `n` samples from the output of layer `from` (default: the last) back to every parameter. */
  backward(n: number, from?: number): void
  /** The part of a run laid out like `block` that belongs to a parameter. */
  viewIn(run: FloatArray, parameter: NamedParameter): FloatArray
}

export interface NetworkOptions {
  readonly layers: readonly LayerSpec[]
  readonly inputShape: Shape
  readonly maxBatch: number
  readonly precision: Precision
  readonly kernels: Kernels
  /** How many runs of state the optimiser keeps. */
  readonly slotCount: number
}

/**
 * Builds a network: plans every buffer, allocates once, and hands each layer its views. Parameters start at zero.
 *
 * @throws InputError if two layers do not fit together; `checkNetwork` says where
 */
export function buildNetwork({ layers, inputShape, maxBatch, precision, kernels, slotCount }: NetworkOptions): Network {
  const planned = planLayers(layers, inputShape)
  const plans = planned.flatMap((layer) => layer.parameters.map((plan) => ({ layer: layer.index, plan })))

  const arena = planArena(precision)
  const lengths = plans.map(({ plan }) => sizeOf(plan.shape))
  const values = arena.reserveRun(lengths)
  const gradients = arena.reserveRun(lengths)
  const slots = Array.from({ length: slotCount }, () => arena.reserveRun(lengths))
  const input = arena.reserve(maxBatch * sizeOf(inputShape))
  const outputs = planned.map((layer) => arena.reserve(maxBatch * sizeOf(layer.outputShape)))
  const dOutputs = planned.map((layer) => arena.reserve(maxBatch * sizeOf(layer.outputShape)))

  const memory = arena.allocate(kernels)
  const block = { value: memory.view(values.whole), gradient: memory.view(gradients.whole) }
  const parameters = plans.map(({ layer, plan }, i): NamedParameter => ({
    name: plan.name,
    fullName: `layers.${layer}.${plan.name}`,
    layer,
    plan,
    shape: plan.shape,
    value: memory.view(at(values.parts, i)),
    gradient: memory.view(at(gradients.parts, i)),
  }))

  const inputView = memory.view(input)
  const outputViews = outputs.map((reservation) => memory.view(reservation))
  const dOutputViews = dOutputs.map((reservation) => memory.view(reservation))
  const firstWithParameters = parameters[0]?.layer ?? planned.length
  const built = planned.map((layer): NetworkLayer & { readonly layer: Layer } => {
    const { index, type, spec } = layer
    const buffers: LayerBuffers = {
      input: index === 0 ? inputView : at(outputViews, index - 1),
      output: at(outputViews, index),
      dOutput: at(dOutputViews, index),
      // Before the first layer with parameters nobody asks for a gradient.
      dInput: index <= firstWithParameters ? null : at(dOutputViews, index - 1),
      parameters: Object.fromEntries(parameters.filter((p) => p.layer === index).map((p) => [p.name, p])),
    }
    const { inputShape, outputShape } = layer
    return { index, spec, inputShape, outputShape, buffers, layer: type.create(spec, inputShape, buffers, kernels) }
  })
  const last = at(built, built.length - 1)

  return {
    layers: built,
    parameters,
    block,
    slots: slots.map((slot) => memory.view(slot.whole)),
    input: inputView,
    output: last.buffers.output,
    dOutput: last.buffers.dOutput,
    outputShape: last.outputShape,
    byteLength: memory.byteLength,
    forward(n) {
      for (let i = 0; i < built.length; i++) at(built, i).layer.forward(n)
    },
    backward(n, from = built.length - 1) {
      for (let i = from; i >= 0; i--) at(built, i).layer.backward(n)
    },
    viewIn(run, parameter) {
      const start = (parameter.value.byteOffset - block.value.byteOffset) / run.BYTES_PER_ELEMENT
      return run.subarray(start, start + parameter.value.length)
    },
  }
}

function planLayers(layers: readonly LayerSpec[], inputShape: Shape) {
  let shape = inputShape
  return layers.map((spec, index) => {
    const type = layerTypeOf(spec)
    const before = shape
    shape = type.outputShape(spec, before)
    return { index, spec, type, inputShape: before, outputShape: shape, parameters: type.parameters(spec, before) }
  })
}

function at<T>(values: readonly T[], i: number): T {
  const value = values[i]
  if (value === undefined) throw new RangeError(`no entry ${i}`)
  return value
}
