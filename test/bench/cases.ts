import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A network to be trained, with 3×3 kernels, `same` padding and 2×2 max pooling where it has filters. */
export interface BenchCase {
  readonly name: string
  readonly inputs: readonly number[]
  readonly hidden?: readonly number[]
  readonly filters?: readonly number[]
  readonly classes: number
  readonly batch: number
}

/** Read by the peers in other languages too. */
export const casesFile = join(import.meta.dirname, 'cases.json')

export const benchCases = JSON.parse(readFileSync(casesFile, 'utf8')) as readonly BenchCase[]
