import { z } from 'zod'

type ObjectSchema<K extends string> = z.ZodObject<Record<K, z.ZodLiteral<string>>, z.core.$strict>
type Schemas<T extends readonly { readonly schema: z.ZodType }[]> = { -readonly [I in keyof T]: T[I]['schema'] }

/**
 * The schema of a table of types: any one of theirs, told apart by the key `discriminator`.
 *
 * Exists so that a registered type is written down once, in its table, and is known to the experiment file by that.
 */
export function specUnion<
  const K extends string,
  const T extends readonly [{ readonly schema: ObjectSchema<K> }, ...{ readonly schema: ObjectSchema<K> }[]],
>(discriminator: K, types: T): z.ZodDiscriminatedUnion<Schemas<T>, K> {
  const schemas = types.map((type) => type.schema) as unknown as Schemas<T>
  return z.discriminatedUnion(discriminator, schemas as never)
}
