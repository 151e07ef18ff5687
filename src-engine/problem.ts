/** Where in the experiment's JSON something is wrong: `['network', 'layers', 2, 'units']`. */
export type JsonPath = readonly (string | number)[]

/** One thing wrong with an experiment or its data, in words a person can act on. */
export interface Problem {
  readonly path: JsonPath
  /** What is wrong. */
  readonly message: string
  /** What would be right. */
  readonly remedy: string
}

/** `network.layers[2].units`, as people write paths. The whole document is `(whole file)`. */
export function formatPath(path: JsonPath): string {
  const text = path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')
  return text === '' ? '(whole file)' : text
}

/** `network.layers[2].units: must be a whole number of at least 1, got -4` and the remedy behind it. */
export function formatProblem(problem: Problem): string {
  return `${formatPath(problem.path)}: ${problem.message}; ${problem.remedy}`
}

/** Bad input of a person: never a programmer's mistake, so it is shown as a message and never as a stack. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly problems: readonly Problem[]

  /** @param source the file the input came from, put before every line, when there is one. */
  constructor(problems: readonly Problem[], source?: string) {
    super(problems.map((problem) => (source ? `${source}: ` : '') + formatProblem(problem)).join('\n'))
    this.problems = problems
  }
}

/** One {@link InputError} with a single problem. */
export function inputError(path: JsonPath, message: string, remedy: string): InputError {
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
