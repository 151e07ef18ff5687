import type { FloatArray } from '../../float-array.ts'
import { Memory, type WasmMemory } from './web-assembly.ts'

const pageBytes = 65_536
/** 4 GiB, all that 32 bits can name. Only what is used takes memory. */
const mostPages = 65_536
const cacheLine = 64

/** The linear memory of one set of kernels, given out piece by piece and never taken back. */
export interface KernelMemory {
  readonly wasm: WasmMemory
  /** Zeroed, on a cache line. Throws RangeError where there is no more. */
  readonly allocate: (byteLength: number) => Placed
  readonly holds: (values: Placed) => boolean
  /** Where numbers lie. Throws TypeError if they lie elsewhere. */
  readonly addressOf: (values: Placed) => number
  /** Where float32 numbers lie. Throws TypeError also if they are float64. */
  readonly floatAddressOf: (values: FloatArray) => number
}

/** Where something lies. */
interface Placed {
  readonly buffer: ArrayBufferLike
  readonly byteOffset: number
}

/**
 * The memory is shared, so that views made before it grew stay what they are.
 *
 * Vectors are read beyond the end of a row by up to their width: behind the last piece there is always room for that.
 */
export function createMemory(): KernelMemory {
  const wasm = new Memory({ initial: 1, maximum: mostPages, shared: true })
  const buffers = new Set<ArrayBufferLike>([wasm.buffer])
  let latest = wasm.buffer
  // Nothing lies at 0, which stands for `null`.
  let end = cacheLine

  function grow(pages: number): void {
    try {
      wasm.grow(pages)
    } catch (cause) {
      const megabytes = Math.ceil((pages * pageBytes) / 1e6)
      throw new RangeError(`the kernels' memory cannot grow by another ${megabytes} MB`, { cause })
    }
    latest = wasm.buffer
    buffers.add(latest)
  }

  function holds({ buffer }: Placed): boolean {
    return buffer === latest || buffers.has(buffer)
  }

  function addressOf(values: Placed): number {
    if (!holds(values)) throw new TypeError('the SIMD kernels reach only what their `allocate` or `place` returned')
    return values.byteOffset
  }

  return {
    wasm,
    allocate(byteLength) {
      const byteOffset = end
      const nextEnd = byteOffset + Math.ceil(byteLength / cacheLine) * cacheLine
      const missing = nextEnd + cacheLine - latest.byteLength
      if (missing > 0) grow(Math.ceil(missing / pageBytes))
      end = nextEnd
      return { buffer: latest, byteOffset }
    },
    holds,
    addressOf,
    floatAddressOf(values) {
      if (!(values instanceof Float32Array)) throw new TypeError('the SIMD kernels compute in float32 only')
      return addressOf(values)
    },
  }
}
