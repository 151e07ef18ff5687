import { strFromU8 } from 'fflate'
import { inputError, type InputError } from '../problem.ts'
import { say } from '../sentence.ts'

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const open = new Set([0x7b, 0x5b])
const close = new Set([0x7d, 0x5d])
const blank = new Set([0x20, 0x09, 0x0a, 0x0d])

/** Deeper than any file of the lab, and no danger to what reads it by recursion. */
const maxDepth = 64
/** Longer than any name, and than what a message could show. */
const maxKeyBytes = 1000

/**
 * Refuses what `JSON.parse` lets pass without a word, two equal keys in one object: of two tensors with one name, the
 * first would vanish.
 *
 * @param json valid JSON in UTF-8; its syntax is not checked again
 * @param start where the text begins in its file, added to every place
 * @returns the keys of the outermost object, each with the byte where it stands
 * @throws InputError where an object, at any depth, has a key twice, or one that is too long, or is nested too deeply
 */
export function requireUniqueKeys(json: Uint8Array, start = 0): Map<string, number> {
  const outermost = new Map<string, number>()
  const objects: Map<string, number>[] = []
  for (let i = 0; i < json.length; i++) {
    const byte = json[i] as number
    if (open.has(byte)) {
      if (objects.length === maxDepth) throw tooDeep(start + i)
      objects.push(objects.length === 0 ? outermost : new Map<string, number>())
    } else if (close.has(byte)) objects.pop()
    else if (byte === quote) {
      const end = endOfText(json, i)
      const keys = objects.at(-1)
      if (keys && isFollowedByColon(json, end)) {
        if (end - i > maxKeyBytes) throw tooLong(start + i, end - i)
        const key = JSON.parse(strFromU8(json.subarray(i, end))) as string
        const before = keys.get(key)
        if (before !== undefined) {
          throw inputError(
            [],
            say('has the key {key} twice, at bytes {first} and {second}', {
              key: JSON.stringify(key),
              first: before,
              second: start + i,
            }),
            say('remove one'),
          )
        }
        keys.set(key, start + i)
      }
      i = end - 1
    }
  }
  return outermost
}

/** The byte behind the closing quote. */
function endOfText(json: Uint8Array, from: number): number {
  let i = from + 1
  while (i < json.length && json[i] !== quote) i += json[i] === backslash ? 2 : 1
  return i + 1
}

function isFollowedByColon(json: Uint8Array, from: number): boolean {
  let i = from
  while (blank.has(json[i] as number)) i++
  return json[i] === colon
}

function tooDeep(at: number): InputError {
  return inputError(
    [],
    say('nests more than {most} levels deep, at byte {byte}', { most: maxDepth, byte: at }),
    say('nest less'),
  )
}

function tooLong(at: number, length: number): InputError {
  return inputError(
    [],
    say('has a key of {count} bytes, at byte {byte}', { count: length, byte: at }),
    say('needs keys of {most} bytes at most', { most: maxKeyBytes }),
  )
}
