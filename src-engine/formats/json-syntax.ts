import { inputError, type JsonPath } from '../problem.ts'
import { say, type Sentence } from '../sentence.ts'

const plain = /[^"\\\u0000-\u001f]*/y // eslint-disable-line no-control-regex -- JSON forbids them in strings
const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const space = /[ \t\r\n]*/y
const byteOrderMark = '\ufeff'
/** Deeper than any document of the lab; what reads by recursion would come to its end. */
const maxDepth = 1000

/** Line and column of an offset, counted from 1. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/**
 * Follows a JSON text (RFC 8259) up to its first mistake, if it has one.
 *
 * @param onValue is told of each value where it begins
 * @returns the offset where the text stops being JSON; null if it is JSON
 */
export function scanJson(text: string, onValue?: (path: JsonPath, offset: number) => void): number | null {
  const path: (string | number)[] = []
  let at = 0

  function take(pattern: RegExp): string | null {
    pattern.lastIndex = at
    const [found = null] = pattern.exec(text) ?? []
    at += found?.length ?? 0
    return found
  }

  function sign(...signs: string[]): string | null {
    take(space)
    const found = text.charAt(at)
    if (found === '' || !signs.includes(found)) return null
    at++
    return found
  }

  /** A string with its quotes, piece by piece: it may be very long. */
  function string(): string | null {
    const start = at
    if (text.charAt(at) !== '"') return null
    at++
    do take(plain)
    while (take(escape) !== null)
    if (text.charAt(at) !== '"') return null
    at++
    return text.slice(start, at)
  }

  /** Members of an object or an array up to its closing sign; false at a mistake. */
  function members(closing: string, member: (index: number) => boolean): boolean {
    if (sign(closing)) return true
    for (let i = 0; ; i++) {
      if (!member(i)) return false
      const next = sign(',', closing)
      if (next !== ',') return next !== null
    }
  }

  function inner(step: string | number): boolean {
    path.push(step)
    const isWhole = value()
    path.pop()
    return isWhole
  }

  function value(): boolean {
    take(space)
    onValue?.([...path], at)
    if (path.length > maxDepth) return false
    if (sign('[')) return members(']', inner)
    if (!sign('{')) return (string() ?? take(scalar)) !== null
    return members('}', () => {
      take(space)
      const key = string()
      return key !== null && sign(':') !== null && inner(key.slice(1, -1))
    })
  }

  const isWhole = value()
  take(space)
  return isWhole && at === text.length ? null : at
}

export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/**
 * Reads JSON; a byte order mark in front of it is no mistake.
 *
 * @param remedy what a person should do with a text that is none
 * @throws InputError naming line and column of what is none
 */
export function parseJsonText(text: string, remedy: Sentence): unknown {
  const json = text.startsWith(byteOrderMark) ? text.slice(1) : text
  try {
    return JSON.parse(json) as unknown
  } catch {
    const where = mistakeIn(json)
    throw inputError([], say('is not JSON: {where}', { where }), remedy)
  }
}

/** What is wrong with a text that is no JSON, and where. */
export function mistakeIn(json: string): Sentence {
  const offset = scanJson(json) ?? json.length
  const place = positionAt(json, offset)
  const found = /^\S{1,20}/.exec(json.slice(offset, offset + 20))?.[0]
  if (found === undefined) return say('it ends too early, at line {line}, column {column}', { ...place })
  return say('line {line}, column {column} has {found}', { ...place, found: JSON.stringify(found) })
}
