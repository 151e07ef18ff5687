import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { inputError } from '../../src-engine/problem.ts'
import type { DirectoryListing } from '../protocol.ts'
import { say } from '../../src-engine/sentence.ts'

type Entry = DirectoryListing['entries'][number]

/**
 * What is in a folder of this machine, folders first: the file chooser of hosts that have none of their own.
 *
 * Hidden entries, and those that are neither file nor folder or cannot be looked at, are left out.
 *
 * @param directory the user's own folder where it is null
 * @param orFile whether a file may be named instead: its folder is listed then
 * @throws InputError where it cannot be read
 */
export async function listDirectory(directory: string | null, orFile = false): Promise<DirectoryListing> {
  const named = resolve(directory ?? homedir())
  const file = orFile && (await isFile(named)) ? named : null
  const path = file === null ? named : dirname(file)
  const names = await namesIn(path, orFile)
  const entries = await Promise.all(
    names.filter((name) => !name.startsWith('.')).map((name) => describe(join(path, name), name)),
  )
  const parent = dirname(path)
  return {
    directory: path,
    parent: parent === path ? null : parent,
    file,
    entries: entries.filter((entry) => entry !== null).sort(inOrder),
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

async function namesIn(path: string, orFile: boolean): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (orFile && (code === 'ENOENT' || code === 'ENOTDIR'))
      throw inputError([], say('there is no file or folder {path}', { path }), say('mend the path, or choose below'))
    if (code === 'ENOENT')
      throw inputError([], say('there is no folder {folder}', { folder: path }), say('choose another'))
    if (code === 'ENOTDIR') throw inputError([], say('{file} is not a folder', { file: path }), say('choose a folder'))
    if (code === 'EACCES' || code === 'EPERM')
      throw inputError([], say('{file} may not be read', { file: path }), say('choose another folder'))
    throw error
  }
}

async function describe(path: string, name: string): Promise<Entry | null> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) return { name, kind: 'directory', bytes: 0 }
    return found.isFile() ? { name, kind: 'file', bytes: found.size } : null
  } catch {
    // A broken link, or something we may not look at: nothing a person could choose.
    return null
  }
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

function inOrder(a: Entry, b: Entry): number {
  if (a.kind !== b.kind) return a.kind === 'directory' ? -1 : 1
  return collator.compare(a.name, b.name)
}
