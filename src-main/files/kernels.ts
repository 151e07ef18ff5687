import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Precision } from '../../src-engine/float-array.ts'
import type { Kernels } from '../../src-engine/kernels/kernels.ts'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { compileSimd, createSimdKernels, simdVariants, type SimdModule } from '../../src-engine/kernels/simd.ts'

/**
 * Fresh kernels for one network: the fastest this machine can run for float32, the reference for float64.
 *
 * The reference stands in where the machine has no WebAssembly SIMD, or the binaries were not built.
 */
export function fastestKernels(precision: Precision): Kernels {
  const module = precision === 'float32' ? fastestModule() : null
  return module ? createSimdKernels(module) : referenceKernels
}

function fastestModule(): SimdModule | null {
  for (const variant of simdVariants) {
    const binary = readBinary(variant)
    const module = binary && compileSimd(variant, binary)
    if (module) return module
  }
  return null
}

/** Beside the bundles of the lab, or of the build when the lab runs from its sources. */
function readBinary(variant: string): Uint8Array | null {
  for (const folder of ['../kernels', '../../out/kernels']) {
    const binary = readIfThere(join(import.meta.dirname, folder, `${variant}.wasm`))
    if (binary) return binary
  }
  return null
}

function readIfThere(file: string): Uint8Array | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
