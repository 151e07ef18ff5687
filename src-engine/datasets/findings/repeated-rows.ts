import { sizeOf } from '../../shape.ts'
import type { DataArray, Dataset } from '../dataset.ts'
import type { SplitPart } from '../split.ts'
import type { Finding } from './finding.ts'

/** In the order in which a sample may be known: training, then validation, then test. */
const parts = ['train', 'validation', 'test'] as const

export type Parts = Readonly<Record<SplitPart, Uint32Array>>

const rowsPerStep = 4096

/**
 * `duplicate_rows`: samples whose inputs are, byte by byte, those of an earlier sample. `leak_between_parts`: samples of
 * the validation part whose inputs occur in the training part, and samples of the test part whose inputs occur in
 * either; what is measured on them says nothing about new data.
 *
 * Rows are found again by a 32-bit hash and then compared: about 20 bytes of memory per sample, whatever its size.
 *
 * @yields the share that is done
 */
export function* repeatedRows(dataset: Dataset, split: Parts): Generator<number, Finding[]> {
  const firsts = yield* firstOccurrences(dataset)
  const findings: Finding[] = []
  const duplicates = duplicateRows(dataset, firsts)
  if (duplicates) findings.push(duplicates)
  const leak = leakBetweenParts(firsts, split)
  if (leak) findings.push(leak)
  return findings
}

/** For every sample the first one with the same inputs: itself, where it is new. */
function* firstOccurrences({ inputs, inputShape, count }: Dataset): Generator<number, Int32Array> {
  const words = wordsOf(inputs)
  const width = (words.length / inputs.length) * sizeOf(inputShape)
  const size = 2 ** Math.ceil(Math.log2(2 * count + 1))
  const table = new Int32Array(size).fill(-1)
  const hashes = new Int32Array(count)
  const firsts = new Int32Array(count)
  for (let sample = 0; sample < count; sample++) {
    const hash = hashOf(words, sample * width, width)
    hashes[sample] = hash
    let slot = hash & (size - 1)
    let known = table[slot] as number
    while (known >= 0 && !(hashes[known] === hash && sameRow(words, width, known, sample))) {
      slot = (slot + 1) & (size - 1)
      known = table[slot] as number
    }
    if (known < 0) table[slot] = sample
    firsts[sample] = known < 0 ? sample : known
    if (sample % rowsPerStep === rowsPerStep - 1) yield sample / count
  }
  return firsts
}

function duplicateRows({ targets, targetShape, targetIndexes }: Dataset, firsts: Int32Array): Finding | null {
  const width = targetIndexes ?? sizeOf(targetShape)
  let [count, conflicting, sample] = [0, 0, -1]
  firsts.forEach((first, i) => {
    if (first === i) return
    if (sample < 0) sample = i
    count++
    if (!sameRow(targets, width, first, i)) conflicting++
  })
  return count === 0 ? null : { kind: 'duplicate_rows', count, conflicting, sample, original: firsts[sample] as number }
}

function leakBetweenParts(firsts: Int32Array, split: Parts): Finding | null {
  // By the first sample of each group: which parts hold one of it.
  const seen = new Uint8Array(firsts.length)
  parts.forEach((part, bit) => {
    for (const sample of split[part]) {
      const first = firsts[sample] as number
      seen[first] = (seen[first] as number) | (1 << bit)
    }
  })
  let count = 0
  let found: { readonly sample: number; readonly bit: number } | null = null
  for (const bit of [1, 2]) {
    for (const sample of split[parts[bit] as SplitPart]) {
      const before = (seen[firsts[sample] as number] as number) & ((1 << bit) - 1)
      if (before === 0) continue
      count++
      found ??= { sample, bit }
    }
  }
  if (!found) return null
  const { sample, bit } = found
  for (const twinPart of parts.slice(0, bit)) {
    const twin = split[twinPart].find((other) => firsts[other] === firsts[sample])
    if (twin === undefined) continue
    const of = split.validation.length + split.test.length
    return { kind: 'leak_between_parts', count, of, sample, part: parts[bit] as SplitPart, twin, twinPart }
  }
  throw new Error('a sample that occurs in two parts was not found in the first')
}

/** Bytes as they are, wider numbers as 32-bit words: equal words are equal numbers. */
function wordsOf(values: DataArray): Uint8Array | Uint32Array {
  if (values instanceof Uint8Array) return values
  return new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4)
}

/** Multiplies and turns by turns, as MurmurHash3 does with each word of its input. */
function hashOf(words: Uint8Array | Uint32Array, from: number, width: number): number {
  let hash = width
  for (let i = from; i < from + width; i++) {
    hash = Math.imul(hash ^ (words[i] as number), 0x9e3779b1)
    hash = (hash << 13) | (hash >>> 19)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

function sameRow(values: ArrayLike<number>, width: number, a: number, b: number): boolean {
  for (let i = 0; i < width; i++) if (values[a * width + i] !== values[b * width + i]) return false
  return true
}
