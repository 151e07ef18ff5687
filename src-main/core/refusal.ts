import { InputError } from '../../src-engine/problem.ts'
import { inEnglish, say, type Sentence } from '../../src-engine/sentence.ts'
import type { Envelope, LabError } from '../protocol.ts'
import { StoreError } from '../store/database.ts'

/** Something a person asked for that cannot be done as things stand; the message says what can. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: 'not_found' | 'conflict'
  readonly sentence: Sentence

  constructor(code: 'not_found' | 'conflict', sentence: Sentence) {
    super(inEnglish(sentence))
    this.code = code
    this.sentence = sentence
  }
}

export function notFound(sentence: Sentence): Refusal {
  return new Refusal('not_found', sentence)
}

export function conflict(sentence: Sentence): Refusal {
  return new Refusal('conflict', sentence)
}

/** The answer to a request that failed. What is the lab's own fault is logged, and its details go no further. */
export function failureEnvelope(error: unknown): Envelope<never> {
  return { ok: false, error: toLabError(error) }
}

function toLabError(error: unknown): LabError {
  if (error instanceof InputError) return { code: 'input', message: error.sentence, problems: error.problems }
  if (error instanceof Refusal) return { code: error.code, message: error.sentence, problems: [] }
  if (error instanceof StoreError) return { code: 'conflict', message: error.sentence, problems: [] }
  console.error(error)
  return { code: 'internal', message: say('Something went wrong inside the lab; its log says what.'), problems: [] }
}

/** What an envelope from another thread holds; what went wrong there is thrown here. */
export function unwrap<T>(answer: Envelope<T>): T {
  if (answer.ok) return answer.value
  const { code, message, problems } = answer.error
  if (code === 'input') throw new InputError(problems, undefined, message)
  throw code === 'internal' ? new Error(inEnglish(message)) : new Refusal(code, message)
}
