import { openPromise, type ZipFile } from 'yauzl'
import { readNpyHeader } from '../../src-engine/formats/npy.ts'
import { InputError, inputError, underPath, type JsonPath } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import type { ArrayFacts } from '../protocol.ts'
import { readingFailure } from './locate.ts'

/** More arrays than anybody chooses from. */
const mostArrays = 1000

/** What stands before an array's numbers is no longer. */
const headerBytes = 2 ** 16

const typeNames: Readonly<Record<string, string>> = { b: 'bool', u: 'uint', i: 'int', f: 'float' }

/**
 * The arrays of a NumPy archive by their names and shapes; their numbers are not read.
 *
 * @param name what to call the archive in messages
 * @throws InputError (with `path`) where it is missing or damaged
 */
export async function arraysIn(file: string, name: string, path: JsonPath): Promise<ArrayFacts[]> {
  const zip = await opened(file, name, path)
  try {
    const arrays: ArrayFacts[] = []
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('.npy') || arrays.length === mostArrays) continue
      const head = await beginning(zip, entry)
      const { shape, descr } = underPath(path, () => readNpyHeader(head))
      arrays.push({ name: entry.fileName.slice(0, -'.npy'.length), shape, type: typeOf(descr) })
    }
    return arrays
  } catch (error) {
    throw damaged(error, name, path)
  } finally {
    zip.close()
  }
}

async function opened(file: string, name: string, path: JsonPath): Promise<ZipFile> {
  try {
    return await openPromise(file, { autoClose: false })
  } catch (error) {
    const told = readingFailure(error, file, path)
    throw told === error ? damaged(error, name, path) : told
  }
}

async function beginning(zip: ZipFile, entry: Parameters<ZipFile['openReadStreamPromise']>[0]): Promise<Uint8Array> {
  const blocks: Uint8Array[] = []
  let bytes = 0
  for await (const block of await zip.openReadStreamPromise(entry)) {
    blocks.push(block as Uint8Array)
    bytes += (block as Uint8Array).length
    if (bytes >= headerBytes) break
  }
  return Buffer.concat(blocks)
}

/** `<f4` as NumPy calls it: `float32`. */
function typeOf(descr: string): string {
  const [, letter = '', bytes = ''] = /^[<>|=]?([buif])(\d+)$/.exec(descr) ?? []
  const name = typeNames[letter]
  if (name === undefined) return descr
  return letter === 'b' ? name : `${name}${8 * Number(bytes)}`
}

/** What a person is told of an archive that is none; what they are told already stays. */
function damaged(error: unknown, name: string, path: JsonPath): Error {
  if (error instanceof InputError) return error
  const reason = error instanceof Error ? error.message : String(error)
  const found = say('{file} is not a whole NPZ archive: {reason}', { file: name, reason })
  return inputError(path, found, say('export or copy the file again'))
}
