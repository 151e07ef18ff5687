import { inEnglish, type Sentence } from '../../src-engine/sentence.ts'
import type { LabError, Problem } from '../../src-main/protocol.ts'

/** `disconnected`: the lab could not be asked, or the connection ended before it answered. */
export type FailureCode = LabError['code'] | 'disconnected'

/** A request that was not answered with a value. */
export class LabFailure extends Error {
  override readonly name = 'LabFailure'
  readonly code: FailureCode
  readonly sentence: Sentence
  readonly problems: readonly Problem[]

  constructor(code: FailureCode, sentence: Sentence, problems: readonly Problem[] = [], options?: ErrorOptions) {
    super(inEnglish(sentence), options)
    this.code = code
    this.sentence = sentence
    this.problems = problems
  }
}
