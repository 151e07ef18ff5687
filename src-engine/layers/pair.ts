import { z } from 'zod'

/** How far along rows and along columns: `[rows, columns]`. */
export type Pair = readonly [number, number]

const side = z.int().min(1).max(1000)

/**
 * A setting for both directions of an image: one whole number for both, or `[rows, columns]`.
 *
 * Read as the pair, so that a stored experiment has one way to say it and whoever shows it has two numbers to show.
 */
export const pairSchema = z
  .union([side, z.tuple([side, side])], { error: 'must be a whole number, or two of them: [rows, columns]' })
  .transform((value): Pair => (typeof value === 'number' ? [value, value] : value))
