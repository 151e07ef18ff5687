import { constants } from 'node:fs'
import { copyFile, mkdir, open, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'

/**
 * Keeps data that was sent where it can be read again, under its name. The very same file is kept once; another of that name
 * is never written over, but gets a number: `people-2.csv`.
 *
 * @returns where it lies
 */
export async function keepData(
  { path, name }: { readonly path: string; readonly name: string },
  folder: string,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const { name: stem, ext } = parse(name)
  for (let number = 1; ; number++) {
    const place = join(folder, number === 1 ? name : `${stem}-${number}${ext}`)
    if (await copyTo(place, path)) return place
    if (await isSame(place, path)) return place
  }
}

/** Whether there was room for it. */
async function copyTo(place: string, path: string): Promise<boolean> {
  try {
    await copyFile(path, place, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

const pieceBytes = 2 ** 20

async function isSame(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(other)])
  if (!first.isFile() || first.size !== second.size) return false
  const files = await Promise.all([open(one), open(other)])
  try {
    for (let at = 0; at < first.size; at += pieceBytes) {
      const [here, there] = await Promise.all(
        files.map(async (file) => {
          const { buffer, bytesRead } = await file.read(Buffer.alloc(pieceBytes), 0, pieceBytes, at)
          return buffer.subarray(0, bytesRead)
        }),
      )
      if (!here || !there?.equals(here)) return false
    }
    return true
  } finally {
    await Promise.all(files.map((file) => file.close()))
  }
}
