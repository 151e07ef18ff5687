import type { z } from 'zod'
import { knownKeys, nearestKey } from './known-keys.ts'
import type { JsonPath, Problem } from './problem.ts'
import { say, verbatim, type Sentence } from './sentence.ts'

/** What a failed schema says, in words a person can act on: what was found and what would be right. */
export function problemsOf(error: z.ZodError, schema: z.ZodType, input: unknown): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, schema, input))
}

function problemsOfIssue(issue: z.core.$ZodIssue, schema: z.ZodType, input: unknown): Problem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  const found = describe(valueAt(input, path))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, knownKeys(schema, input, path)))
    case 'invalid_type':
      if (valueAt(input, path) === undefined) {
        return [
          { path, message: say('is missing'), remedy: say('needs {expected}', { expected: article(issue.expected) }) },
        ]
      }
      return [
        {
          path,
          message: say('is {found}', { found }),
          remedy: say('must be {expected}', { expected: article(issue.expected) }),
        },
      ]
    case 'too_small':
      return [
        {
          path,
          message: say('is {found}', { found }),
          remedy: atLeast(issue.origin, issue.minimum, issue.inclusive),
        },
      ]
    case 'too_big':
      return [
        { path, message: say('is {found}', { found }), remedy: atMost(issue.origin, issue.maximum, issue.inclusive) },
      ]
    case 'invalid_value':
      return [
        {
          path,
          message: say('is {found}', { found }),
          remedy: say('must be {expected}', { expected: oneOf(issue.values) }),
        },
      ]
    case 'invalid_union':
      return unionProblems(issue, path, found)
    default:
      return [{ path, message: say('is {found}', { found }), remedy: verbatim(issue.message) }]
  }
}

function unknownKey(key: string, path: JsonPath, known: readonly string[]): Problem {
  const meant = nearestKey(key, known)
  const keys = known.join(', ')
  const remedy = meant
    ? say('did you mean {meant}? known here are {keys}', { meant, keys })
    : say('known here are {keys}', { keys })
  return { path: [...path, key], message: say('unknown key'), remedy }
}

function unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: JsonPath, found: Found): Problem[] {
  const options = (issue as { options?: unknown }).options
  if (Array.isArray(options)) {
    return [
      {
        path,
        message: say('is {found}', { found }),
        remedy: say('must be one of {options}', { options: options.join(', ') }),
      },
    ]
  }
  return [{ path, message: say('is {found}', { found }), remedy: verbatim(issue.message) }]
}

type Limit = number | bigint

function atLeast(origin: string, minimum: Limit, inclusive: boolean | undefined): Sentence {
  const limit = String(minimum)
  if (origin === 'array') {
    return minimum === 1
      ? say('must have at least {limit} entry', { limit })
      : say('must have at least {limit} entries', { limit })
  }
  if (origin === 'string') {
    return minimum === 1
      ? say('must have at least {limit} character', { limit })
      : say('must have at least {limit} characters', { limit })
  }
  return inclusive === false ? say('must be above {limit}', { limit }) : say('must be at least {limit}', { limit })
}

function atMost(origin: string, maximum: Limit, inclusive: boolean | undefined): Sentence {
  const limit = String(maximum)
  if (origin === 'array') {
    return maximum === 1
      ? say('must have at most {limit} entry', { limit })
      : say('must have at most {limit} entries', { limit })
  }
  if (origin === 'string') {
    return maximum === 1
      ? say('must have at most {limit} character', { limit })
      : say('must have at most {limit} characters', { limit })
  }
  return inclusive === false ? say('must be below {limit}', { limit }) : say('must be at most {limit}', { limit })
}

function oneOf(values: readonly unknown[]): string | Sentence {
  const [last, ...before] = values.map((value) => JSON.stringify(value)).reverse()
  return before.reduce<string | Sentence>(
    (after, value) => say('{first} or {others}', { first: value, others: after }),
    last ?? '',
  )
}

function article(type: string): string | Sentence {
  const names: Record<string, Sentence> = {
    int: say('a whole number'),
    number: say('a number'),
    string: say('a text'),
    boolean: say('true or false'),
    array: say('a list'),
    object: say('an object { … }'),
  }
  return names[type] ?? type
}

/** A value as it was found: itself, or what it is in words. */
export type Found = string | Sentence

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value)
}

/** What a message shows of a value that is wrong. */
export function describe(value: unknown): Found {
  if (value === undefined) return say('missing')
  if (Array.isArray(value)) return value.length === 0 ? say('an empty list') : say('a list')
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') {
    return typeof value === 'object' ? say('an object') : say('a {type}', { type: typeof value })
  }
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)
}
