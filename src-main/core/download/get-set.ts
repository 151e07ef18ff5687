import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredSet } from '../../../src-engine/datasets/stored.ts'
import { storedDataFolder } from '../../files/lab-folder.ts'
import { downloadFile, sizeOf } from './download-file.ts'
import { knownSets, type KnownSet } from './known-sets.ts'

/** How far a download is, over all files of the set. */
export interface GetProgress {
  readonly file: string
  /** The address it is asked from; null of a file that was here. */
  readonly mirror: string | null
  readonly bytes: number
  readonly totalBytes: number
}

export interface GetOptions {
  /** Tried before those that are known. */
  readonly mirror?: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: GetProgress) => void
  /** Milliseconds without a byte after which a server counts as gone. */
  readonly patience?: number
  /** What the set is; the known one, unless a test has a smaller one. */
  readonly known?: KnownSet
}

export interface GotSet {
  readonly name: StoredSet
  readonly folder: string
  readonly files: readonly {
    readonly name: string
    readonly bytes: number
    readonly status: 'downloaded' | 'present'
  }[]
}

const usualPatience = 30_000

/** The folder of a set among the data the lab has downloaded. */
export function folderOf(set: StoredSet): string {
  return join(storedDataFolder(), set)
}

/**
 * Downloads the files of a set that are not here yet, one after the other.
 *
 * @throws DownloadError where no mirror has one of them; the signal's reason where that was given, what has come is kept
 */
export async function getSet(name: StoredSet, options: GetOptions): Promise<GotSet> {
  const { mirrors, files } = options.known ?? knownSets[name]
  const folder = folderOf(name)
  await mkdir(folder, { recursive: true })
  const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0)
  let before = 0
  const got = []
  for (const file of files) {
    let mirror: string | null = null
    let here = Math.min(file.bytes, await sizeOf(join(folder, `${file.name}.part`)))
    const tell = (): void => options.onProgress({ file: file.name, mirror, bytes: before + here, totalBytes })
    const status = await downloadFile(file, {
      folder,
      mirrors: options.mirror === undefined ? mirrors : [options.mirror, ...mirrors],
      signal: options.signal,
      patience: options.patience ?? usualPatience,
      onMirror(url) {
        mirror = url
        tell()
      },
      onBytes(bytes) {
        here = bytes
        tell()
      },
    })
    before += file.bytes
    got.push({ name: file.name, bytes: file.bytes, status })
  }
  return { name, folder, files: got }
}

/** How many bytes of a set are here, whole files and parts of them; all of them once it is whole. */
export async function bytesHere(name: StoredSet, { files }: KnownSet): Promise<number> {
  const folder = folderOf(name)
  let sum = 0
  for (const file of files) {
    const [whole, part] = [await sizeOf(join(folder, file.name)), await sizeOf(join(folder, `${file.name}.part`))]
    // What is longer than the file is thrown away when it comes to it; a part never counts as all.
    sum += whole === file.bytes ? whole : part < file.bytes ? part : 0
  }
  return sum
}
