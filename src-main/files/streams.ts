import { stat } from 'node:fs/promises'
import type { StreamSource } from '../../src-engine/datasets/dataset.ts'
import { openImageArchive } from './image-archive.ts'
import { openImageFolder } from './image-folder.ts'
import { locate, readingFailure } from './locate.ts'
import { openTable } from './table.ts'

type Streams = Pick<StreamSource, 'table' | 'images'>

/** Does `work` with the files a dataset names, by key, opened as they are asked for, and closes them afterwards. */
export async function withStreams<T>(
  names: Readonly<Record<string, string>>,
  directory: string | null,
  work: (streams: Streams) => Promise<T>,
): Promise<T> {
  const opened: { close(): void }[] = []
  try {
    return await work({
      table: (key) => openTable(nameOf(names, key), directory, [key]),
      async images(key) {
        const name = nameOf(names, key)
        const file = locate(name, directory, [key])
        if (await isFolder(file, key)) return openImageFolder(file, name, [key])
        const archive = openImageArchive(file, name, [key])
        opened.push(archive)
        return archive
      },
    })
  } finally {
    for (const one of opened) one.close()
  }
}

function nameOf(names: Readonly<Record<string, string>>, key: string): string {
  const name = names[key]
  if (name === undefined) throw new Error(`no file is named by ${key}`)
  return name
}

async function isFolder(file: string, key: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory()
  } catch (error) {
    throw readingFailure(error, file, [key])
  }
}
