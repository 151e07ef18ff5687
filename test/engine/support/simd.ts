import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileSimd, simdVariants, type SimdModule } from '../../../src-engine/kernels/simd.ts'

const folder = join(import.meta.dirname, '../../../out/kernels')

/** The fast kernels this machine can run, the fastest first. */
export const simdModules: readonly SimdModule[] = simdVariants
  .map((variant) => compileSimd(variant, readFileSync(join(folder, `${variant}.wasm`))))
  .filter((module) => module !== null)
