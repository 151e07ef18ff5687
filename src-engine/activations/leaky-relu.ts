import { z } from 'zod'
import { elementwise } from './elementwise.ts'

const schema = z.strictObject({
  type: z.literal('leaky_relu'),
  slope: z.number().min(0).max(1).default(0.01),
})

/** `a = z` for z > 0, else `slope · z`: a ReLU whose units cannot die. At z = 0 the derivative is taken as `slope`. */
export const leakyRelu = elementwise('leaky_relu', schema, 2, (spec) => spec.slope)
