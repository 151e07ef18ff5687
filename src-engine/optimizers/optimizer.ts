import { z } from 'zod'
import type { FloatArray } from '../float-array.ts'
import type { Kernels } from '../kernels/kernels.ts'
import { scheduleSchema } from '../schedules/index.ts'

/** All parameters of a network, one run of numbers each, in the same order. */
export interface OptimizerBuffers {
  readonly count: number
  readonly gradient: FloatArray
  /** The optimiser's own state, one run per name of `slots`, zero at the start. */
  readonly slots: readonly FloatArray[]
  readonly value: FloatArray
}

/** Where training stands when an update is made. */
export interface UpdateMoment {
  /** The learning rate now, after schedule and warm-up. */
  readonly learningRate: number
  /** Number of this update, from 1. */
  readonly step: number
}

/** How a gradient becomes a change of the parameters. State is plain data, so that a checkpoint can hold it. */
export interface Optimizer<Z extends z.ZodType<{ readonly type: string; readonly learningRate: number }>> {
  readonly type: z.infer<Z>['type']
  readonly schema: Z
  /** Names of the state arrays, each as long as the parameters. */
  readonly slots: readonly string[]
  update(spec: z.infer<Z>, moment: UpdateMoment, buffers: OptimizerBuffers, kernels: Kernels): void
}

/** The keys every optimiser has beside its own. */
export const commonKeys = {
  learningRate: z.number().min(0),
  schedule: scheduleSchema.default({ type: 'constant' }),
  /** Epochs over which the rate rises in a straight line from one step's share to the full rate; 0 for none. */
  warmupEpochs: z.number().min(0).default(0),
}
