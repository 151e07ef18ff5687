import { isAbsolute, join, resolve } from 'node:path'
import { storedPrefix } from '../../src-engine/datasets/stored.ts'
import { inputError, type InputError, type JsonPath } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import { storedDataFolder } from './lab-folder.ts'

/**
 * Where a file of an experiment is; `lab:…` is among the data the lab has downloaded.
 *
 * @param directory the folder that names are relative to, or null where there is none
 * @throws InputError (with `path`) where a relative name is relative to nothing
 */
export function locate(name: string, directory: string | null, path: JsonPath): string {
  if (name.startsWith(storedPrefix)) return join(storedDataFolder(), name.slice(storedPrefix.length))
  if (isAbsolute(name)) return name
  if (directory !== null) return resolve(directory, name)
  throw inputError(
    path,
    say("{file} is relative to the experiment's file, and this experiment is in none", { file: name }),
    say('give the full path, or save the experiment to a file beside its data'),
  )
}

/** Whether a name says where the file is without a folder that it is relative to. */
export function isFoundAnywhere(name: string): boolean {
  return isAbsolute(name) || name.startsWith(storedPrefix)
}

/** What a person is told of a file that could not be read; an error of another kind comes back as it is. */
export function readingFailure(error: unknown, file: string, path: JsonPath): unknown {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return inputError(path, say('there is no file {file}', { file }), say('correct the name, or put the file there'))
    case 'EISDIR':
      return inputError(path, say('{file} is a folder', { file }), say('name a file'))
    case 'EACCES':
    case 'EPERM':
      return inputError(path, say('{file} may not be read', { file }), say('give yourself the right to read it'))
    case 'ERR_FS_FILE_TOO_LARGE':
      return inputError(path, say('{file} is too large', { file }), say('use a file below 2 GB'))
    default:
      return error
  }
}

/** What a person is told of a gzipped file that could not be unzipped. */
export function unzippingFailure(error: unknown, file: string, path: JsonPath): InputError {
  const again = say('download or copy the file again')
  switch (codeOf(error)) {
    case 'Z_BUF_ERROR':
      return inputError(path, say('{file} is cut off: its gzip data ends too early', { file }), again)
    case 'ERR_BUFFER_TOO_LARGE':
      return inputError(path, say('{file} unzips to more than 2 GB', { file }), say('use a smaller file'))
    default:
      return inputError(path, say('{file} is not a whole gzip file', { file }), again)
  }
}

/** Whether an error comes from unzipping. */
export function isZlibError(error: unknown): boolean {
  return codeOf(error)?.startsWith('Z_') ?? false
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
