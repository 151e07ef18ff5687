import { bytesOf } from './bytes-of'
import { Lanes } from './lanes'
import { madd } from './madd'

/** `h = 1/C Σ_c W[x_c]` over the C indexes that are not −1. */
export function embeddingForward(
  n: i32,
  count: i32,
  vocabulary: i32,
  dim: i32,
  input: usize,
  weight: usize,
  output: usize,
): void {
  const step = bytesOf(dim)
  for (; n > 0; n--) {
    const share = shareOf(count, input)
    memory.fill(output, 0, step)
    for (let c = 0; c < count; c++) {
      const word = wordAt(input, vocabulary)
      if (word >= 0) addScaled(dim, share, weight + step * word, output)
      input += 4
    }
    output += step
  }
}

/** `dW[x_c] += dh/C` */
export function embeddingBackward(
  n: i32,
  count: i32,
  vocabulary: i32,
  dim: i32,
  input: usize,
  dOutput: usize,
  dWeight: usize,
): void {
  const step = bytesOf(dim)
  memory.fill(dWeight, 0, step * vocabulary)
  for (; n > 0; n--) {
    const share = shareOf(count, input)
    for (let c = 0; c < count; c++) {
      const word = wordAt(input, vocabulary)
      if (word >= 0) addScaled(dim, share, dOutput, dWeight + step * word)
      input += 4
    }
    dOutput += step
  }
}

/** 1 by how many of `count` indexes name a word. */
function shareOf(count: i32, indexes: usize): f32 {
  let words: f32 = 0
  for (; count > 0; count--) {
    if (f32.load(indexes) >= 0) words++
    indexes += 4
  }
  return 1 / words
}

/** The index at `at`. What lies outside the vocabulary would be read or written elsewhere in memory: it traps. */
function wordAt(at: usize, vocabulary: i32): i32 {
  const word = <i32>f32.load(at)
  if (word >= vocabulary) unreachable()
  return word
}

/** `to ← to + factor · from` */
function addScaled(count: i32, factor: f32, from: usize, to: usize): void {
  for (; count > 0; count -= 4) {
    Lanes.store(count, to, madd(f32x4.splat(factor), v128.load(from), v128.load(to)))
    from += 16
    to += 16
  }
}
