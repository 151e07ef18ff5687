import { InputError } from '../../src-engine/problem.ts'
import type { Envelope, LabError } from '../protocol.ts'
import { StoreError } from '../store/database.ts'

/** Something a person asked for that cannot be done as things stand; the message says what can. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: 'not_found' | 'conflict'

  constructor(code: 'not_found' | 'conflict', message: string) {
    super(message)
    this.code = code
  }
}

export function notFound(message: string): Refusal {
  return new Refusal('not_found', message)
}

export function conflict(message: string): Refusal {
  return new Refusal('conflict', message)
}

/** The answer to a request that failed. What is the lab's own fault is logged, and its details go no further. */
export function failureEnvelope(error: unknown): Envelope<never> {
  return { ok: false, error: toLabError(error) }
}

function toLabError(error: unknown): LabError {
  if (error instanceof InputError) return { code: 'input', message: error.message, problems: error.problems }
  if (error instanceof Refusal) return { code: error.code, message: error.message, problems: [] }
  if (error instanceof StoreError) return { code: 'conflict', message: error.message, problems: [] }
  console.error(error)
  return { code: 'internal', message: 'Something went wrong inside the lab; its log says what.', problems: [] }
}
