/**
 * The threads that share the kernels' work: one that calls the kernels, and helpers that join it. However many there
 * are, results are the same to the last bit.
 */
export interface Team {
  /** Threads that are there: the first, and the helpers that have joined. */
  readonly present: number
  /** Whether some kernel has been called with work worth sharing. */
  readonly foundWork: boolean
  /** What one more helper needs to join, to be handed to a thread as it is; null where the team is as large as it gets. */
  invite(): unknown
  /**
   * From now on so many threads, at most those present, share what is worth it.
   *
   * @param leastWork what a kernel must cost to be shared, in multiplications and additions of a product of matrices; by
   * default enough to gain by it
   */
  use(threads: number, leastWork?: number): void
  /** Sends the helpers home. */
  dismiss(): void
}
