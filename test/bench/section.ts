import type { Table } from './table.ts'

/** What the person asked for on the command line. */
export interface BenchOptions {
  readonly rounds: number
  /** Indexes of cases. */
  readonly cases: readonly number[]
  /** Beginnings of the names of peers. */
  readonly peers: readonly string[]
}

/** What a part of the bench has found: tables for a person, and everything for `results.json`. */
export interface SectionResult {
  readonly tables: readonly Table[]
  readonly data: unknown
}

/** What is going on, on the terminal but not in the output. */
export function tell(what: string): void {
  process.stderr.write(`${what}\n`)
}
