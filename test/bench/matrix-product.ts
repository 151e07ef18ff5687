import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileSimd, createSimdKernels, type SimdVariant } from '../../src-engine/kernels/simd.ts'
import { createRng } from '../../src-engine/rng.ts'
import { inProject } from '../../scripts/project.mjs'
import { runNode } from '../../scripts/run.mjs'

/** How fast products of 512×512 matrices run, beside the fastest the same instructions can. GFLOP/s. */
export interface ProductSpeed {
  readonly variant: SimdVariant
  /** Registers only: no number is read from memory. */
  readonly peak: number
  /** `X Wᵀ`, the forward pass. */
  readonly forward: number
  /** `dZᵀ X` and `dZ W`, the backward pass. */
  readonly backward: number
}

const size = 512
const product = 2 * size ** 3

/** The best of many short spans, since what disturbs a span only ever makes it longer. */
export async function measureProducts(variant: SimdVariant): Promise<ProductSpeed | null> {
  const module = compileSimd(variant, readFileSync(inProject('out/kernels', `${variant}.wasm`)))
  if (!module) return null
  const kernels = createSimdKernels(module)
  const rng = createRng(1, 'products')
  const matrix = () => kernels.place(Float32Array.from({ length: size * size }, () => rng.normal()))
  const [x, w, y, dx, dw] = [matrix(), matrix(), matrix(), matrix(), matrix()] as const
  const peak = await compilePeak(variant)
  const rounds = 1_000_000 / 96
  return {
    variant,
    peak: speedOf(96 * rounds, () => {
      peak(rounds, 1024)
    }),
    forward: speedOf(product, () => {
      kernels.denseForward(size, size, size, x, w, null, y)
    }),
    backward: speedOf(2 * product, () => {
      kernels.denseBackward(size, size, size, x, w, y, dx, dw, null)
    }),
  }
}

async function compilePeak(variant: SimdVariant): Promise<(rounds: number, at: number) => void> {
  const file = inProject('test-results/bench', `peak-${variant}.wasm`)
  mkdirSync(inProject('test-results/bench'), { recursive: true })
  const config = inProject('src-engine/kernels/simd/asconfig.json')
  const source = join(import.meta.dirname, 'assembly/peak.ts')
  // Sources named here come before those of the configuration; its flags hold for both.
  const args = [source, '--config', config, '--target', variant, '--outFile', file]
  const { code } = await runNode(inProject('node_modules/assemblyscript/bin/asc.js'), args)
  if (code !== 0) throw new Error('the peak loop could not be compiled')
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), { env: { memory } })
  return exports['peak'] as (rounds: number, at: number) => void
}

/** GFLOP/s of `work`, warmed up for half a second and then repeated for two. */
function speedOf(operations: number, work: () => void): number {
  const began = performance.now()
  while (performance.now() - began < 500) work()
  let best = Infinity
  while (performance.now() - began < 2500) {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  }
  return operations / best / 1e6
}
