import { access, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { howToGet, storedPrefix } from '../../src-engine/datasets/stored.ts'
import { InputError, inputError, type JsonPath, type Problem } from '../../src-engine/problem.ts'
import { locate, readingFailure, unzippingFailure } from './locate.ts'
import { say } from '../../src-engine/sentence.ts'

/** What a zipped file may become; more is a mistake or an attack, and would not fit into memory. */
const maxUnzippedBytes = 2 ** 31

/** Large, since every block goes through a thread and back: with Node's usual 16 KB that takes longer than unzipping. */
const blockBytes = 2 ** 18

const unzip = promisify(gunzip)

/**
 * Reads the files a dataset names, unzipping those that are gzipped (told by their first bytes, not their name).
 *
 * @param names file names by JSON key, relative to `directory`
 * @throws InputError (paths from the dataset) naming every file and key that is missing, unreadable or cut off
 */
export async function readDatasetFiles(
  names: Readonly<Record<string, string>>,
  directory: string | null,
): Promise<Record<string, Uint8Array>> {
  const contents: Record<string, Uint8Array> = {}
  const problems: Problem[] = []
  for (const [key, name] of Object.entries(names)) {
    try {
      const file = locate(name, directory, [key])
      await requireDownloaded(name, file)
      contents[key] = await unzipIfZipped(await read(file, [key]), file, [key])
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(...error.problems)
      if (name.startsWith(storedPrefix)) break
    }
  }
  if (problems.length > 0) throw new InputError(problems)
  return contents
}

/** A person who has not downloaded a set yet is told of one thing missing, and not of its files. */
async function requireDownloaded(name: string, file: string): Promise<void> {
  if (!name.startsWith(storedPrefix) || (await isThere(file))) return
  const [set = ''] = name.slice(storedPrefix.length).split('/')
  throw inputError([], say('{set} has not been downloaded yet: there is no file {file}', { set, file }), howToGet(set))
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

async function read(file: string, path: JsonPath): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    throw readingFailure(error, file, path)
  }
}

async function unzipIfZipped(bytes: Uint8Array, file: string, path: JsonPath): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return await unzip(bytes, { maxOutputLength: maxUnzippedBytes, chunkSize: blockBytes })
  } catch (error) {
    throw unzippingFailure(error, file, path)
  }
}
