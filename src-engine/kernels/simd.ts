import type { DataArray } from '../datasets/dataset.ts'
import type { Kernels } from './kernels.ts'
import { activationNumbers, dOutputOf, inputOf, kindOf, outputOf, slopeOf } from './simd/activation-numbers.ts'
import { imageKernels } from './simd/image-kernels.ts'
import type { Assembly } from './simd/assembly-interface.ts'
import { createMemory } from './simd/memory.ts'
import { createTeam } from './simd/team.ts'
import { optimizationKernels } from './simd/optimization-kernels.ts'
import { Instance, Module, validate, type WasmModule } from './simd/web-assembly.ts'

/** With relaxed SIMD products and sums are fused where the processor can; `plain` runs wherever there is SIMD. */
export type SimdVariant = 'relaxed' | 'plain'

/** The variants, the faster first: `<variant>.wasm` is built from simd/assembly. */
export const simdVariants: readonly SimdVariant[] = ['relaxed', 'plain']

/** A compiled variant, from which any number of kernels can be made. */
export interface SimdModule {
  readonly variant: SimdVariant
  readonly module: WasmModule
}

/** Compiles the binary of a variant; null where this machine cannot run it. */
export function compileSimd(variant: SimdVariant, binary: Uint8Array): SimdModule | null {
  return validate(binary) ? { variant, module: new Module(binary) } : null
}

/**
 * Kernels in WebAssembly, four float32 numbers at a time.
 *
 * They own their memory and reach nothing else: every array must come from `allocate` or `place`, and lives as long as
 * the kernels do, so make them anew for each network. Arrays stay valid when the memory grows. Float64 and foreign
 * arrays are refused with a TypeError: float64 is for the reference kernels.
 *
 * Same call, same bits; but sums run in another order than the reference's, and whether products and sums are fused
 * depends on variant and processor.
 */
export function createSimdKernels({ variant, module }: SimdModule): Kernels {
  const memory = createMemory()
  const { exports } = new Instance(module, { env: { memory: memory.wasm } })
  // The module was built from the functions this type lists.
  const assembly = exports as Assembly
  const at = memory.floatAddressOf
  memory.allocate(assembly.staticBytes())
  assembly.useScratch(memory.allocate(assembly.scratchBytes()).byteOffset)

  return {
    team: createTeam(assembly, module, memory),
    name: variant === 'plain' ? 'simd' : `simd-${variant}`,
    allocate: memory.allocate,

    place(values) {
      if (memory.holds(values)) return values
      const { buffer, byteOffset } = memory.allocate(values.byteLength)
      const placed = Reflect.construct(typeOf(values), [buffer, byteOffset, values.length]) as typeof values
      placed.set(values)
      return placed
    },

    gather(n, width, values, indexes, shift, factor, output) {
      const type = dataTypeOf(values)
      const from = memory.addressOf(values)
      const rows = memory.addressOf(indexes)
      const scaleStep = shift.length === 1 ? 0 : shift.BYTES_PER_ELEMENT
      const shifts = memory.addressOf(shift)
      const factors = memory.addressOf(factor)
      assembly.gather(type, n, width, from, rows, shifts, factors, scaleStep, at(output))
    },

    denseForward(n, nIn, nOut, input, weight, bias, output, activation) {
      assembly.denseForward(
        n,
        nIn,
        nOut,
        at(input),
        at(weight),
        bias ? at(bias) : 0,
        at(output),
        kindOf(activation),
        slopeOf(activation),
        outputOf(activation, at),
      )
    },

    denseBackward(n, nIn, nOut, input, weight, dOutput, dInput, dWeight, dBias, activation) {
      assembly.denseBackward(
        n,
        nIn,
        nOut,
        at(input),
        at(weight),
        at(dOutput),
        dInput ? at(dInput) : 0,
        at(dWeight),
        dBias ? at(dBias) : 0,
        kindOf(activation),
        slopeOf(activation),
        inputOf(activation, at),
        outputOf(activation, at),
        dOutputOf(activation, at),
      )
    },

    activationForward(kind, count, slope, input, output) {
      assembly.activationForward(activationNumbers[kind], count, slope, at(input), at(output))
    },

    activationBackward(kind, count, slope, input, output, dOutput, dInput) {
      const number = activationNumbers[kind]
      assembly.activationBackward(number, count, slope, at(input), at(output), at(dOutput), at(dInput))
    },

    softmaxForward(n, width, input, output) {
      assembly.softmaxForward(n, width, at(input), at(output))
    },

    softmaxBackward(n, width, output, dOutput, dInput) {
      assembly.softmaxBackward(n, width, at(output), at(dOutput), at(dInput))
    },

    softmaxCrossEntropy(n, width, input, target, output) {
      return assembly.softmaxCrossEntropy(n, width, at(input), at(target), at(output))
    },

    sigmoidCrossEntropy(count, input, target, output) {
      return assembly.sigmoidCrossEntropy(count, at(input), at(target), at(output))
    },

    sigmoidCrossEntropyBackward(count, scale, output, target, dInput) {
      assembly.sigmoidCrossEntropyBackward(count, scale, at(output), at(target), at(dInput))
    },

    softmaxCrossEntropyBackward(n, width, scale, output, target, dInput) {
      assembly.softmaxCrossEntropyBackward(n, width, scale, at(output), at(target), at(dInput))
    },

    multiply(count, a, b, output) {
      assembly.multiply(count, at(a), at(b), at(output))
    },

    embeddingForward(n, count, vocabulary, dim, input, weight, output) {
      assembly.embeddingForward(n, count, vocabulary, dim, at(input), at(weight), at(output))
    },

    embeddingBackward(n, count, vocabulary, dim, input, dOutput, dWeight) {
      assembly.embeddingBackward(n, count, vocabulary, dim, at(input), at(dOutput), at(dWeight))
    },

    ...imageKernels(assembly, at, memory.allocate),
    ...optimizationKernels(assembly, at),
  }
}

/** The number that simd/assembly/gather.ts knows a type by. */
function dataTypeOf(values: DataArray): number {
  if (values instanceof Uint8Array) return 0
  if (values instanceof Int32Array) return 1
  return values instanceof Float32Array ? 2 : 3
}

/** The typed array it is by the language; its constructor may be a host's own, as Node's Buffer is of bytes. */
function typeOf(values: DataArray | Uint32Array) {
  const type = [Uint8Array, Int32Array, Uint32Array, Float32Array, Float64Array].find((one) => values instanceof one)
  if (!type) throw new TypeError('there is no such type of numbers')
  return type
}
