import { planArena } from './arena.ts'
import type { FloatArray, Precision } from './float-array.ts'
import type { FollowingActivation, Kernels } from './kernels/kernels.ts'
import type { LayerSpec } from './layers/index.ts'
import type { Layer, LayerBuffers, Parameter, ParameterPlan, Pass, Signal } from './layers/layer.ts'
import { layerTypeOf } from './registry.ts'
import { sizeOf, type Shape } from './shape.ts'

/** A layer of a built network, with everything it reads and writes. */
export interface NetworkLayer {
  readonly index: number
  readonly spec: LayerSpec
  readonly input: Signal
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
  /** Runs `n` samples from the input of layer `from` (default: the first) to `output`, or up to layer `depth` only. */
  forward(n: number, pass: Pass, depth?: number, from?: number): void
  /** Carries the gradient of `n` samples from the output of layer `from` (default: the last) back to every parameter. */
  backward(n: number, from?: number): void
  /** The part of a run laid out like `block` that belongs to a parameter. */
  viewIn(run: FloatArray, parameter: NamedParameter): FloatArray
}

export interface NetworkOptions {
  readonly layers: readonly LayerSpec[]
  readonly input: Signal
  readonly seed: number
  readonly maxBatch: number
  readonly precision: Precision
  readonly kernels: Kernels
  /** How many runs of state the optimiser keeps. */
  readonly slotCount: number
  /** Give every layer its input's gradient, though training needs none before the first parameters. */
  readonly everyGradient?: boolean
}

/**
 * Builds a network: plans every buffer, allocates once, and hands each layer its views. Parameters start at zero.
 *
 * @throws InputError if two layers do not fit together; `checkNetwork` says where
 */
export function buildNetwork(options: NetworkOptions): Network {
  const { layers, maxBatch, precision, kernels, seed, slotCount } = options
  const planned = planLayers(layers, options.input)
  const plans = planned.flatMap((layer) => layer.parameters.map((plan) => ({ layer: layer.index, plan })))

  const arena = planArena(precision)
  const lengths = plans.map(({ plan }) => sizeOf(plan.shape))
  const values = arena.reserveRun(lengths)
  const gradients = arena.reserveRun(lengths)
  const slots = Array.from({ length: slotCount }, () => arena.reserveRun(lengths))
  const inputRun = arena.reserve(maxBatch * sizeOf(options.input.shape))
  const outputs = planned.map((layer) => arena.reserve(maxBatch * sizeOf(layer.outputShape)))
  const dOutputs = planned.map((layer) => arena.reserve(maxBatch * sizeOf(layer.outputShape)))
  const workspaces = planned.map(({ workspace }) =>
    Object.entries(workspace).map(([name, length]) => [name, arena.reserve(maxBatch * length)] as const),
  )
  const dInputRun = arena.reserve(options.everyGradient ? maxBatch * sizeOf(options.input.shape) : 0)

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

  const inputView = memory.view(inputRun)
  const outputViews = outputs.map((reservation) => memory.view(reservation))
  const dOutputViews = dOutputs.map((reservation) => memory.view(reservation))
  const firstWithParameters = parameters[0]?.layer ?? planned.length
  const dFirstInput = memory.view(dInputRun)

  /** Before the first layer with parameters nobody asks for a gradient, unless the network is built to show it. */
  function dInputOf(index: number): FloatArray | null {
    if (index <= firstWithParameters && !options.everyGradient) return null
    return index === 0 ? dFirstInput : at(dOutputViews, index - 1)
  }

  const built = planned.map((layer): NetworkLayer & { readonly layer: Layer } => {
    const { index, type, spec } = layer
    const buffers: LayerBuffers = {
      input: index === 0 ? inputView : at(outputViews, index - 1),
      output: at(outputViews, index),
      dOutput: at(dOutputViews, index),
      dInput: dInputOf(index),
      parameters: Object.fromEntries(parameters.filter((p) => p.layer === index).map((p) => [p.name, p])),
      workspace: Object.fromEntries(at(workspaces, index).map(([name, reserved]) => [name, memory.view(reserved)])),
    }
    const { input, outputShape } = layer
    const context = { kernels, seed, index }
    return { index, spec, input, outputShape, buffers, layer: type.create(spec, input, buffers, context) }
  })
  const last = at(built, built.length - 1)
  /** Layers that take the activation behind them along, by index. */
  const pairs = built.map(({ layer, index }) => {
    const activation = activationBehind(index)
    return activation ? layer.withActivation?.(activation) : undefined
  })

  function activationBehind(index: number): FollowingActivation | undefined {
    const next = planned[index + 1]
    const elementwise = next?.type.elementwise?.(next.spec)
    if (!elementwise) return undefined
    const input = at(outputViews, index)
    return { ...elementwise, input, output: at(outputViews, index + 1), dOutput: at(dOutputViews, index + 1) }
  }

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
    forward(n, pass, depth = built.length, from = 0) {
      for (let i = from; i < depth; i++) {
        const pair = i + 1 < depth ? pairs[i] : undefined
        if (pair) {
          pair.forward(n, pass)
          i++
        } else {
          at(built, i).layer.forward(n, pass)
        }
      }
    },
    backward(n, from = built.length - 1) {
      for (let i = from; i >= 0; i--) {
        const pair = pairs[i - 1]
        if (pair) {
          pair.backward(n)
          i--
        } else {
          at(built, i).layer.backward(n)
        }
      }
    },
    viewIn(run, parameter) {
      const start = (parameter.value.byteOffset - block.value.byteOffset) / run.BYTES_PER_ELEMENT
      return run.subarray(start, start + parameter.value.length)
    },
  }
}

/**
 * A stack before it is built: what reaches each layer, what it puts out, which parameters it has.
 *
 * @throws InputError if two layers do not fit together; `checkNetwork` says where
 */
export function planLayers(layers: readonly LayerSpec[], first: Signal) {
  let input = first
  return layers.map((spec, index) => {
    const type = layerTypeOf(spec)
    const before = input
    const outputShape = type.outputShape(spec, before)
    input = { shape: outputShape, vocabulary: null }
    const parameters = type.parameters(spec, before)
    return {
      index,
      spec,
      type,
      input: before,
      outputShape,
      parameters,
      workspace: type.workspace?.(spec, before) ?? {},
    }
  })
}

function at<T>(values: readonly T[], i: number): T {
  const value = values[i]
  if (value === undefined) throw new RangeError(`no entry ${i}`)
  return value
}
