import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { compileSimd, createSimdKernels, simdVariants } from '../../src-engine/kernels/simd.ts'
import { createRng } from '../../src-engine/rng.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import { parseExperiment } from '../../src-engine/spec.ts'
import { createTrainer, type Trainer } from '../../src-engine/trainer.ts'
import { benchCases, type BenchCase } from './cases.ts'

/*
 * The lab's own engine as a peer. For each line on standard input, the index of a case, it trains for a second and
 * answers {"samplesPerSecond": …}. With an argument it takes that variant of the kernels.
 */

const samples = 10_000
const milliseconds = 1000
const kernelsFolder = join(import.meta.dirname, '../../out/kernels')
const wanted = process.argv[2]

const trainers = new Map<number, Trainer>()

for await (const line of createInterface({ input: process.stdin })) {
  const index = Number(line)
  const trainer = trainers.get(index) ?? trainerOf(benchCases[index] as BenchCase)
  trainers.set(index, trainer)
  train(trainer, milliseconds / 5)
  process.stdout.write(`${JSON.stringify({ samplesPerSecond: train(trainer, milliseconds) })}\n`)
}

/** Samples per second. */
function train(trainer: Trainer, time: number): number {
  const began = performance.now()
  for (let trained = 0; ;) {
    trained += trainer.step().samples
    const elapsed = performance.now() - began
    if (elapsed >= time) return (trained / elapsed) * 1000
  }
}

function trainerOf(bench: BenchCase): Trainer {
  const experiment = parseExperiment({
    version: 1,
    name: bench.name,
    dataset: { name: 'digits', samples: 10, scale: 'unit', split: { train: 1 } },
    network: { layers: layersOf(bench) },
    loss: 'categorical_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0.9 },
    training: { epochs: 1_000_000, batchSize: bench.batch, shuffle: true, precision: 'float32' },
  })
  return createTrainer({ experiment, dataset: randomDataset(bench), kernels: fastKernels(), checkpoint: null })
}

function layersOf({ hidden, filters, classes }: BenchCase): object[] {
  const blocks = filters
    ? [
        ...filters.flatMap((count) => [
          { type: 'conv2d', filters: count, kernel: 3, padding: 'same' },
          { type: 'relu' },
          { type: 'max_pool2d', size: 2 },
        ]),
        { type: 'flatten' },
      ]
    : (hidden ?? []).flatMap((units) => [{ type: 'dense', units }, { type: 'relu' }])
  return [...blocks, { type: 'dense', units: classes }, { type: 'softmax' }]
}

/** Random bytes in random classes: no zeros to gain by. */
function randomDataset({ inputs: inputShape, classes }: BenchCase): Dataset {
  const rng = createRng(1, 'bench')
  const inputs = Uint8Array.from({ length: samples * sizeOf(inputShape) }, () => rng.below(256))
  const targets = new Uint8Array(samples * classes)
  for (let sample = 0; sample < samples; sample++) targets[sample * classes + rng.below(classes)] = 1
  return { count: samples, inputShape, targetShape: [classes], inputs, targets, task: 'classification' }
}

function fastKernels() {
  for (const variant of simdVariants.filter((name) => wanted === undefined || name === wanted)) {
    const module = compileSimd(variant, readFileSync(join(kernelsFolder, `${variant}.wasm`)))
    if (module) return createSimdKernels(module)
  }
  throw new Error('this machine has no SIMD')
}
