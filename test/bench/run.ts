import '../../scripts/guard.mjs'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { buildKernels } from '../../scripts/build-kernels.mjs'
import { inProject } from '../../scripts/project.mjs'
import { simdVariants } from '../../src-engine/kernels/simd.ts'
import { benchCases } from './cases.ts'
import { measureProducts } from './matrix-product.ts'
import { peerPrograms, startPeer } from './peer.ts'

/*
 * npm run bench [-- --rounds 5] [--cases 0,1] [--peers lab,NumPy]
 *
 * Trains the same networks with the lab and with its peers, in turns, so that what disturbs the machine disturbs all.
 * Prints the median of the rounds in samples per second, and the lab's share of the best of each peer's; writes
 * test-results/bench/results.json.
 */

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, cases: { type: 'string' }, peers: { type: 'string' } },
})
const rounds = Number(values.rounds)
const chosenCases = values.cases?.split(',').map(Number) ?? benchCases.map((_, i) => i)
const chosenPeers = values.peers?.split(',')

if ((await buildKernels(inProject('out/kernels'))) !== 0) process.exit(1)

const products = []
for (const variant of simdVariants) {
  const speed = await measureProducts(variant)
  if (!speed) continue
  products.push(speed)
  const share = (part: number) => `${part.toFixed(1)} (${Math.round((100 * part) / speed.peak)} %)`
  process.stdout.write(
    `512×512 products, ${variant} SIMD, GFLOP/s of one core: peak ${speed.peak.toFixed(1)}, ` +
      `forward ${share(speed.forward)}, backward ${share(speed.backward)}\n`,
  )
}

const peers = peerPrograms
  .filter(({ name }) => !chosenPeers || chosenPeers.some((chosen) => name.startsWith(chosen)))
  .map(startPeer)
const results = []
for (const index of chosenCases) {
  const bench = benchCases[index]
  if (!bench) throw new RangeError(`no case ${index}`)
  const speeds = new Map(peers.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round++) {
    for (const peer of peers) {
      const speed = await peer.measure(index)
      if (speed !== null) speeds.get(peer.name)?.push(speed)
    }
  }
  const medians = Object.fromEntries([...speeds].map(([name, all]) => [name, median(all)]))
  results.push({ case: bench.name, samplesPerSecond: medians, all: Object.fromEntries(speeds) })
  process.stdout.write(`${bench.name}\n`)
  for (const [name, speed] of Object.entries(medians)) {
    const lab = medians['lab'] ?? null
    const ratio = lab !== null && speed !== null && name !== 'lab' ? `lab is ${(lab / speed).toFixed(2)}×` : ''
    process.stdout.write(
      `  ${name.padEnd(20)}${speed === null ? '—' : Math.round(speed).toLocaleString('en').padStart(12)}  ${ratio}\n`,
    )
  }
}
for (const peer of peers) peer.end()

const machine = { processor: cpus()[0]?.model, cores: cpus().length, load: loadavg(), node: process.version }
mkdirSync(inProject('test-results/bench'), { recursive: true })
writeFileSync(inProject('test-results/bench/results.json'), JSON.stringify({ machine, products, results }, null, 2))

function median(speeds: readonly number[]): number | null {
  const sorted = [...speeds].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? null
}
