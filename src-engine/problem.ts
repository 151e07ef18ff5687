import { inEnglish, say, verbatim, type Sentence } from './sentence.ts'

/** Where in the experiment's JSON something is wrong: `['network', 'layers', 2, 'units']`. */
export type JsonPath = readonly (string | number)[]

/** One thing wrong with an experiment or its data, in words a person can act on. */
export interface Problem {
  readonly path: JsonPath
  /** What is wrong. */
  readonly message: Sentence
  /** What would be right. */
  readonly remedy: Sentence
}

/** `network.layers[2].units`, as people write paths; empty for the whole document. */
export function formatPath(path: JsonPath): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')
}

/** `network.layers[2].units: is -4; must be at least 1`. */
export function sentenceOf({ path, message, remedy }: Problem): Sentence {
  const place = path.length === 0 ? say('(whole file)') : formatPath(path)
  return say('{place}: {message}; {remedy}', { place, message, remedy })
}

/** A problem without its place, to stand beside it: `is -4; must be at least 1`. */
export function beside({ message, remedy }: Problem): Sentence {
  return remedy.template === '' ? message : say('{message}; {remedy}', { message, remedy })
}

/** {@link sentenceOf} a problem, as the terminal says it. */
export const formatProblem = (problem: Problem): string => inEnglish(sentenceOf(problem))

/** Bad input of a person: never a programmer's mistake, so it is shown as a message and never as a stack. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly problems: readonly Problem[]
  /** All problems, line by line. */
  readonly sentence: Sentence

  /**
   * @param source the file the input came from, put before every line, when there is one
   * @param sentence where one has come from elsewhere with its problems
   */
  constructor(problems: readonly Problem[], source?: string, sentence = saidOf(problems, source)) {
    super(inEnglish(sentence))
    this.problems = problems
    this.sentence = sentence
  }
}

function saidOf(problems: readonly Problem[], source?: string): Sentence {
  const lines = problems.map(sentenceOf)
  return linesOf(source ? lines.map((line) => say('{source}: {line}', { source, line })) : lines)
}

function linesOf(lines: readonly Sentence[]): Sentence {
  const [last, ...before] = lines.toReversed()
  return before.reduce((below, line) => say('{line}\n{below}', { line, below }), last ?? verbatim(''))
}

/** One {@link InputError} with a single problem. */
export function inputError(path: JsonPath, message: Sentence, remedy: Sentence): InputError {
  return new InputError([{ path, message, remedy }])
}

/** Does `work`; what it says is wrong with the input is said again with `path` before its own path. */
export function underPath<T>(path: JsonPath, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })))
  }
}
