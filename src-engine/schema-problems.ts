import type { z } from 'zod'
import { knownKeys, nearestKey } from './known-keys.ts'
import type { JsonPath, Problem } from './problem.ts'

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
        return [{ path, message: 'is missing', remedy: `needs ${article(issue.expected)}` }]
      }
      return [{ path, message: `is ${found}`, remedy: `must be ${article(issue.expected)}` }]
    case 'too_small':
      return [
        {
          path,
          message: `is ${found}`,
          remedy: `must ${bound(issue.origin, 'least', issue.minimum, issue.inclusive)}`,
        },
      ]
    case 'too_big':
      return [
        { path, message: `is ${found}`, remedy: `must ${bound(issue.origin, 'most', issue.maximum, issue.inclusive)}` },
      ]
    case 'invalid_value':
      return [
        {
          path,
          message: `is ${found}`,
          remedy: `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`,
        },
      ]
    case 'invalid_union':
      return unionProblems(issue, path, found)
    case 'custom':
      return [{ path, message: `is ${found}`, remedy: issue.message }]
    default:
      return [{ path, message: `is ${found}`, remedy: issue.message }]
  }
}

function unknownKey(key: string, path: JsonPath, known: readonly string[]): Problem {
  const meant = nearestKey(key, known)
  const remedy = meant ? `did you mean ${meant}? ` : ''
  return { path: [...path, key], message: 'unknown key', remedy: `${remedy}known here are ${known.join(', ')}` }
}

function unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: JsonPath, found: string): Problem[] {
  const options = (issue as { options?: unknown }).options
  if (Array.isArray(options)) {
    return [{ path, message: `is ${found}`, remedy: `must be one of ${options.join(', ')}` }]
  }
  return [{ path, message: `is ${found}`, remedy: issue.message }]
}

function bound(origin: string, word: 'least' | 'most', limit: number | bigint, inclusive: boolean | undefined): string {
  if (origin === 'array') return `have at ${word} ${limit} ${limit === 1 ? 'entry' : 'entries'}`
  if (origin === 'string') return `have at ${word} ${limit} ${limit === 1 ? 'character' : 'characters'}`
  if (inclusive === false) return word === 'least' ? `be above ${limit}` : `be below ${limit}`
  return `be at ${word} ${limit}`
}

function article(type: string): string {
  const names: Record<string, string> = {
    int: 'a whole number',
    number: 'a number',
    string: 'a text',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object { … }',
  }
  return names[type] ?? type
}

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value)
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)
}
