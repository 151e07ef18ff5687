import { inputError, type InputError, type JsonPath } from '../problem.ts'
import { verbatim } from '../sentence.ts'

/** What is wrong with a file that is brought in, in English: it is told in the terminal, where files are brought in. */
export function fileError(path: JsonPath, message: string, remedy: string): InputError {
  return inputError(path, verbatim(message), verbatim(remedy))
}
