import { readFile } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { InputError, inputError, type JsonPath, type Problem } from '../../src-engine/problem.ts'
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
 * @throws InputError naming every file and key that is missing, unreadable or cut off
 */
export async function readDatasetFiles(
  names: Readonly<Record<string, string>>,
  directory: string | null,
): Promise<Record<string, Uint8Array>> {
  const contents: Record<string, Uint8Array> = {}
  const problems: Problem[] = []
  for (const [key, name] of Object.entries(names)) {
    const path = ['dataset', key]
    try {
      const file = locate(name, directory, path)
      contents[key] = await unzipIfZipped(await read(file, path), file, path)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new InputError(problems)
  return contents
}

function locate(name: string, directory: string | null, path: JsonPath): string {
  if (isAbsolute(name)) return name
  if (directory !== null) return resolve(directory, name)
  throw inputError(
    path,
    say("{file} is relative to the experiment's file, and this experiment is in none", { file: name }),
    say('give the full path, or save the experiment to a file beside its data'),
  )
}

async function read(file: string, path: JsonPath): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw inputError(path, say('there is no file {file}', { file }), say('correct the name, or put the file there'))
    }
    if (code === 'EISDIR') throw inputError(path, say('{file} is a folder', { file }), say('name a file'))
    if (code === 'EACCES' || code === 'EPERM') {
      throw inputError(path, say('{file} may not be read', { file }), say('give yourself the right to read it'))
    }
    if (code === 'ERR_FS_FILE_TOO_LARGE')
      throw inputError(path, say('{file} is too large', { file }), say('use a file below 2 GB'))
    throw error
  }
}

async function unzipIfZipped(bytes: Uint8Array, file: string, path: JsonPath): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return await unzip(bytes, { maxOutputLength: maxUnzippedBytes, chunkSize: blockBytes })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'Z_BUF_ERROR') {
      throw inputError(
        path,
        say('{file} is cut off: its gzip data ends too early', { file }),
        say('download or copy the file again'),
      )
    }
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw inputError(path, say('{file} unzips to more than 2 GB', { file }), say('use a smaller file'))
    }
    throw inputError(path, say('{file} is not a whole gzip file', { file }), say('download or copy the file again'))
  }
}
