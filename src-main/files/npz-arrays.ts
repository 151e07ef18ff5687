import { arraysOf } from '../../src-engine/formats/npz.ts'
import type { JsonPath } from '../../src-engine/problem.ts'
import type { ArrayFacts } from '../protocol.ts'
import { openZipFile, tellOf } from './zip-file.ts'

/** More arrays than anybody chooses from. */
const mostArrays = 1000

const typeNames: Readonly<Record<string, string>> = { b: 'bool', u: 'uint', i: 'int', f: 'float' }

/**
 * The arrays of a NumPy archive by their names and shapes; their numbers are not read.
 *
 * @param name what to call the archive in messages
 * @throws InputError (with `path`) where it is missing or damaged
 */
export function arraysIn(file: string, name: string, path: JsonPath): ArrayFacts[] {
  const zip = tellOf(name, file, path, () => openZipFile(file))
  try {
    const arrays = arraysOf(zip)
    return arrays.names.slice(0, mostArrays).flatMap((array) => {
      const header = tellOf(`${name}: ${array}`, file, path, () => arrays.header(array))
      return header ? [{ name: array, shape: header.shape, type: typeOf(header.descr) }] : []
    })
  } finally {
    zip.close()
  }
}

/** `<f4` as NumPy calls it: `float32`. */
function typeOf(descr: string): string {
  const [, letter = '', bytes = ''] = /^[<>|=]?([buif])(\d+)$/.exec(descr) ?? []
  const name = typeNames[letter]
  if (name === undefined) return descr
  return letter === 'b' ? name : `${name}${8 * Number(bytes)}`
}
