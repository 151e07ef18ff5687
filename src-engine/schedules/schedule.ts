import type { z } from 'zod'

/** How the learning rate changes over a run. */
export interface Schedule<Z extends z.ZodType<{ readonly type: string }>> {
  readonly type: z.infer<Z>['type']
  readonly schema: Z
  /**
   * The learning rate at `epoch` of `epochs`, both with fractions: 2.5 is the middle of the third epoch.
   *
   * @param base the experiment's learning rate
   */
  rate(spec: z.infer<Z>, base: number, epoch: number, epochs: number): number
}
