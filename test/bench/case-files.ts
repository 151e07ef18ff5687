import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Shape } from '../../src-engine/shape.ts'
import {
  learningRate,
  momentum,
  randomData,
  sampleCount,
  type BenchCase,
  type BenchData,
  type BenchNetwork,
} from './cases.ts'
import { fastestKernels } from '../../src-main/files/kernels.ts'
import { createLabTrainer } from './lab-trainer.ts'

/*
 * What every peer reads of a case, from a folder named by its index, little-endian:
 *
 * - `case.json`: the network, how it is trained, and the name and shape of each parameter;
 * - `inputs.u8` (samples, …inputs), to be scaled by 1/255, and `classes.u8` (samples);
 * - `order.u32`: the samples of the first batches, one batch after the other;
 * - `<parameter>.f32`: its numbers before the first batch; dense (out, in), convolution (out, in, 3, 3).
 */

/** `case.json`. */
export interface CaseDescription extends BenchNetwork {
  readonly samples: number
  readonly learningRate: number
  readonly momentum: number
  readonly parameters: readonly { readonly name: string; readonly shape: Shape }[]
}

/** A case as a peer in JavaScript has it. */
export interface CaseFiles extends BenchData {
  readonly description: CaseDescription
  /** (comparedBatches · batch) */
  readonly order: Uint32Array
  /** In the order of `description.parameters`. */
  readonly parameters: readonly Float32Array[]
}

/** How many batches everybody trains in the same order before anything is timed. */
export const comparedBatches = 10

/** Writes a case, and trains its first batches. Returns their losses, which the peers are to have too. */
export function writeCase(folder: string, index: number, bench: BenchCase): readonly number[] {
  const directory = join(folder, String(index))
  mkdirSync(directory, { recursive: true })
  const write = (name: string, content: string | NodeJS.ArrayBufferView) =>
    writeFileSync(join(directory, name), content)

  const data = randomData(bench)
  write('inputs.u8', data.inputs)
  write('classes.u8', data.classes)

  const order: number[] = []
  const trainer = createLabTrainer(bench, data, fastestKernels('float32'))
  const parameters = trainer.network.parameters.map(({ fullName: name, shape, value }) => {
    write(`${name}.f32`, value)
    return { name, shape }
  })
  const { targets: _, ...network } = bench
  const description: CaseDescription = { ...network, samples: sampleCount, learningRate, momentum, parameters }
  write('case.json', JSON.stringify(description, null, 2))

  const losses = Array.from({ length: comparedBatches }, () => {
    const { loss } = trainer.step()
    order.push(...trainer.lastBatch())
    return loss
  })
  write('order.u32', Uint32Array.from(order))
  return losses
}

export function readCase(folder: string, index: number): CaseFiles {
  const read = (name: string) => Uint8Array.from(readFileSync(join(folder, String(index), name)))
  const description = JSON.parse(new TextDecoder().decode(read('case.json'))) as CaseDescription
  return {
    description,
    inputs: read('inputs.u8'),
    classes: read('classes.u8'),
    order: new Uint32Array(read('order.u32').buffer),
    parameters: description.parameters.map(({ name }) => new Float32Array(read(`${name}.f32`).buffer)),
  }
}
