import type { z } from 'zod'
import type { FloatArray } from '../float-array.ts'
import type { Kernels } from '../kernels/kernels.ts'

/** All parameters of a network, one run of numbers each, in the same order. */
export interface OptimizerBuffers {
  readonly count: number
  readonly gradient: FloatArray
  /** The optimiser's own state, one run per name of `slots`, zero at the start. */
  readonly slots: readonly FloatArray[]
  readonly value: FloatArray
}

/** How a gradient becomes a change of the parameters. State is plain data, so that a checkpoint can hold it. */
export interface Optimizer<Z extends z.ZodType<{ readonly type: string; readonly learningRate: number }>> {
  readonly type: z.infer<Z>['type']
  readonly schema: Z
  /** Names of the state arrays, each as long as the parameters. */
  readonly slots: readonly string[]
  update(spec: z.infer<Z>, buffers: OptimizerBuffers, kernels: Kernels): void
}
