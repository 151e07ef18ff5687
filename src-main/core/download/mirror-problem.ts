import { inEnglish, say, verbatim, type Sentence } from '../../../src-engine/sentence.ts'

/** Why a mirror did not give a file; another one may. */
export class MirrorProblem extends Error {
  override readonly name = 'MirrorProblem'
  readonly sentence: Sentence

  constructor(sentence: Sentence) {
    super(inEnglish(sentence))
    this.sentence = sentence
  }
}

/** What went wrong with a mirror, as a person is told. */
export function mirrorProblem(error: unknown): Sentence {
  if (error instanceof MirrorProblem) return error.sentence
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return say('its address was not found ({code}); is this machine connected to the internet?', { code })
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return say('it cannot be reached ({code})', { code })
    case 'ECONNRESET':
      return say('it breaks off ({code})', { code })
    default:
      return verbatim(error instanceof Error ? error.message : String(error))
  }
}
