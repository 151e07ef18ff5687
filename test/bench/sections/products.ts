import { mkdirSync, readFileSync } from 'node:fs'
import { compileSimd, createSimdKernels, simdVariants, type SimdVariant } from '../../../src-engine/kernels/simd.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { inProject } from '../../../scripts/project.mjs'
import { runNode } from '../../../scripts/run.mjs'
import { tell, type SectionResult } from '../section.ts'
import type { Table } from '../table.ts'
import { verdictOf } from '../verdict.ts'

/*
 * How fast matrix products run on one core, beside the fastest the same instructions can: a loop over registers alone.
 */

/** `X Wᵀ` of X (n, nIn) and W (nOut, nIn). */
interface Product {
  readonly n: number
  readonly nIn: number
  readonly nOut: number
  /** The share of the peak that it is to reach. */
  readonly target: number | null
}

const products: readonly Product[] = [
  { n: 512, nIn: 512, nOut: 512, target: 0.75 },
  { n: 511, nIn: 511, nOut: 511, target: null },
  { n: 32, nIn: 784, nOut: 100, target: null },
  { n: 128, nIn: 784, nOut: 512, target: null },
]

/** GFLOP/s. */
interface ProductSpeed extends Product {
  readonly variant: SimdVariant
  readonly peak: number
  /** `X Wᵀ`, the forward pass. */
  readonly forward: number
  /** `dZᵀ X` and `dZ W`, the backward pass. */
  readonly backward: number
}

const rounds = 5
/** Of one kind of work in one round, milliseconds. */
const span = 150

export async function measure(): Promise<SectionResult> {
  const speeds: ProductSpeed[] = []
  for (const variant of simdVariants) {
    tell(`products with ${variant} SIMD`)
    speeds.push(...(await measureVariant(variant)))
  }
  return { tables: [tableOf(speeds)], data: speeds }
}

/** Nothing where this machine cannot run the variant. */
async function measureVariant(variant: SimdVariant): Promise<ProductSpeed[]> {
  const module = compileSimd(variant, readFileSync(inProject('out/kernels', `${variant}.wasm`)))
  if (!module) return []
  const peak = await compilePeak(variant)
  return products.map((product) => {
    const { n, nIn, nOut } = product
    const kernels = createSimdKernels(module)
    const rng = createRng(1, 'products')
    const matrix = (rows: number, columns: number) =>
      kernels.place(Float32Array.from({ length: rows * columns }, () => rng.normal()))
    const [x, w, z] = [matrix(n, nIn), matrix(nOut, nIn), matrix(n, nOut)]
    const [dx, dw] = [matrix(n, nIn), matrix(nOut, nIn)]
    const peakRounds = 10_000
    const best = shortest({
      peak: () => peak(peakRounds, 1024),
      forward: () => kernels.denseForward(n, nIn, nOut, x, w, null, z),
      backward: () => kernels.denseBackward(n, nIn, nOut, x, w, z, dx, dw, null),
    })
    const operations = 2 * n * nIn * nOut
    return {
      ...product,
      variant,
      peak: (96 * peakRounds) / best.peak / 1e6,
      forward: operations / best.forward / 1e6,
      backward: (2 * operations) / best.backward / 1e6,
    }
  })
}

async function compilePeak(variant: SimdVariant): Promise<(rounds: number, at: number) => void> {
  const file = inProject('test-results/bench', `peak-${variant}.wasm`)
  mkdirSync(inProject('test-results/bench'), { recursive: true })
  const config = inProject('src-engine/kernels/simd/asconfig.json')
  const source = inProject('test/bench/assembly/peak.ts')
  // Sources named here come before those of the configuration; its flags hold for both.
  const args = [source, '--config', config, '--target', variant, '--outFile', file]
  const { code } = await runNode(inProject('node_modules/assemblyscript/bin/asc.js'), args)
  if (code !== 0) throw new Error('the peak loop could not be compiled; see above')
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), { env: { memory } })
  return exports['peak'] as (rounds: number, at: number) => void
}

/**
 * Milliseconds of each kind of work, done in turns: the shortest of many, since what disturbs only ever makes it longer.
 */
function shortest<K extends string>(works: Readonly<Record<K, () => void>>): Record<K, number> {
  const names = Object.keys(works) as K[]
  const best = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<K, number>
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const end = performance.now() + span
      for (let start = performance.now(); start < end; start = performance.now()) {
        works[name]()
        best[name] = Math.min(best[name], performance.now() - start)
      }
    }
  }
  return best
}

function tableOf(speeds: readonly ProductSpeed[]): Table {
  const rows = speeds.map(({ n, nIn, nOut, target, variant, peak, forward, backward }) => {
    const withShare = (speed: number) => {
      const share = Math.round((100 * speed) / peak)
      const verdict = target === null ? '' : `, ${verdictOf(share, { atLeast: 100 * target })}`
      return `${speed.toFixed(1)} (${share} %${verdict})`
    }
    return [`${n}×${nIn} · ${nIn}×${nOut}`, variant, peak.toFixed(1), withShare(forward), withShare(backward)]
  })
  return {
    title: 'Matrix products on one core, GFLOP/s',
    columns: ['product', 'SIMD', 'peak', 'forward (of the peak)', 'backward (of the peak)'],
    rows,
    notes: [
      'Peak: products and sums of registers alone, with the same instructions (relaxed SIMD fuses the two, and where a ' +
        'processor adds beside multiplying that is no faster). Backward: both products of the backward pass.',
    ],
  }
}
