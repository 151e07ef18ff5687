import { z } from 'zod'

/* What arguments of several requests are made of. */

export const directory = z.string().max(4096).nullable()

export const filePath = z.string().min(1).max(4096)

/** Of a file, and no way to any folder: neither `a/b` nor `..`. */
export const fileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^(?!\.{1,2}$)[^/\\\0]+$/, { error: 'must be a name without folders' })

/** Checked by the engine itself, which knows the layers and says what is wrong with each. */
export const unchecked = z.unknown()

/** A view makes it up to hear how far something is, and to cancel it. */
export const ticket = z.string().min(1).max(64)
