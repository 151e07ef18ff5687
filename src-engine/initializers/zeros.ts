import { z } from 'zod'
import { drawing } from './initializer.ts'

const schema = z.strictObject({ type: z.literal('zeros') })

/** All zeros. Right for biases; as weights it keeps the units of a layer identical for ever (Konyagin, eq. 14–20). */
export const zeros = drawing('zeros', schema, () => () => 0)
