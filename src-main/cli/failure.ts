import { CommanderError } from 'commander'
import { beside, formatProblem, InputError, type Problem } from '../../src-engine/problem.ts'
import { Refusal } from '../core/refusal.ts'
import type { Envelope } from '../protocol.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

/** What a command ends with. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, interrupted: 130 } as const

/** Ends a command with a message for the person and a code for the shell. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
  readonly exitCode: number

  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

/** The value of an answer of the lab. @param source the file the person gave, named before every problem with it */
export function valueOf<T>(envelope: Envelope<T>, source: string | null = null): T {
  if (envelope.ok) return envelope.value
  const { code, message, problems } = envelope.error
  if (code === 'input') throw badInput(problems, source)
  throw new CommandFailure(inEnglish(message), code === 'internal' ? exitCodes.failed : exitCodes.badInput)
}

/** Does `work`; what it says is wrong is said of the file `source`. */
export async function inFile<T>(source: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof InputError ? badInput(error.problems, source) : error
  }
}

/** Says on stderr what went wrong and returns the exit code. A stack is shown only where the lab itself is at fault. */
export function reportFailure(error: unknown): number {
  // Commander has said what is wrong already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput
  if (error instanceof InputError) return reportFailure(badInput(error.problems, null))
  if (error instanceof Refusal) return reportFailure(new CommandFailure(error.message, exitCodes.badInput))
  if (error instanceof CommandFailure) {
    console.error(error.message)
    return error.exitCode
  }
  console.error(error)
  return exitCodes.failed
}

/** One line for each problem: `file: JSON path: what is wrong; what would be right`. */
function badInput(problems: readonly Problem[], source: string | null): CommandFailure {
  const lines = problems.map((problem) => {
    const text = problem.path.length === 0 ? inEnglish(beside(problem)) : formatProblem(problem)
    return source === null ? text : `${source}: ${text}`
  })
  return new CommandFailure(lines.join('\n'), exitCodes.badInput)
}
