import { randomBytes } from 'node:crypto'

/** Crockford's base 32: no letters that look like digits. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new run's id: `r` and eight letters or digits, forty random bits. */
export function newRunId(): string {
  return `r${randomText(8)}`
}

/** A new id for anything else that is stored. */
export function newId(): string {
  return randomText(16)
}

function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('')
}
