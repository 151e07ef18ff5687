import type { z } from 'zod'
import type { FloatArray } from '../float-array.ts'
import type { InitializerSpec } from '../initializers/index.ts'
import type { ActivationKind, FollowingActivation, Kernels } from '../kernels/kernels.ts'
import type { Shape } from '../shape.ts'

/** A parameter of a layer before it has numbers. */
export interface ParameterPlan {
  readonly name: 'weight' | 'bias'
  readonly shape: Shape
  /** Inputs and outputs of one unit, for initialisers that scale by them. */
  readonly fanIn: number
  readonly fanOut: number
  readonly initializer: InitializerSpec
  /** The key of the layer's JSON that chose the initialiser, for messages. */
  readonly initializerKey: string
}

/** A parameter with its numbers, both views of the network's arena. */
export interface Parameter {
  readonly name: 'weight' | 'bias'
  readonly shape: Shape
  readonly value: FloatArray
  readonly gradient: FloatArray
}

/** Everything a layer reads and writes; rows are samples, up to the network's largest batch. */
export interface LayerBuffers {
  /** (N, …inputShape) */
  readonly input: FloatArray
  /** (N, …outputShape) */
  readonly output: FloatArray
  /** (N, …outputShape): gradient of the loss by the output, the layer's delta. */
  readonly dOutput: FloatArray
  /** (N, …inputShape), or null where no earlier layer needs it. */
  readonly dInput: FloatArray | null
  readonly parameters: Readonly<Partial<Record<'weight' | 'bias', Parameter>>>
  /** (N, …) by name: what the layer asked for in {@link LayerType.workspace}. */
  readonly workspace: Readonly<Record<string, FloatArray>>
}

/** What reaches a layer: numbers of a shape, or indexes into a vocabulary, where −1 stands for no word. */
export interface Signal {
  readonly shape: Shape
  /** Size of the vocabulary the numbers are indexes of; null for plain numbers. */
  readonly vocabulary: number | null
}

/** How a forward pass is meant. */
export interface Pass {
  readonly training: boolean
  /** Batches trained before this one: with the seed it decides what is random in a pass. */
  readonly step: number
}

/** What a layer is built with, besides its own settings and buffers. */
export interface LayerContext {
  readonly kernels: Kernels
  readonly seed: number
  /** Place in the stack. */
  readonly index: number
}

/** A layer at work on its buffers. */
export interface Layer {
  forward(n: number, pass: Pass): void
  backward(n: number): void
  /** The two as one, where an elementwise activation comes right behind: numbers stay at hand. Results are the same. */
  withActivation?(activation: FollowingActivation): Layer
}

/** What the registry knows of one type of layer. A spec is its part of the experiment file with all defaults filled in. */
export interface LayerType<Z extends z.ZodType<{ readonly type: string }>, S = z.infer<Z>> {
  readonly type: z.infer<Z>['type']
  readonly schema: Z
  /** Set on layers that take indexes into a vocabulary instead of numbers. */
  readonly takesIndexes?: true
  /** Shape of one output sample. Throws {@link ../problem.ts InputError} (path relative to the layer) if the input does not fit. */
  outputShape(spec: S, input: Signal): Shape
  parameters(spec: S, input: Signal): readonly ParameterPlan[]
  /** Numbers of each sample that a forward pass leaves for the backward pass, beside input and output, by name. */
  workspace?(spec: S, input: Signal): Readonly<Record<string, number>>
  /** Set on elementwise activations. */
  elementwise?(spec: S): { readonly kind: ActivationKind; readonly slope: number }
  /** Floating-point operations of one forward pass of one sample (a multiply and an add count two). */
  flops(spec: S, input: Signal): number
  create(spec: S, input: Signal, buffers: LayerBuffers, context: LayerContext): Layer
}
