import type { Dirent } from 'node:fs'
import { open, opendir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { ImageSource } from '../../src-engine/datasets/dataset.ts'
import { inputError, underPath, type JsonPath } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import { maxImageBytes, maxImages, sortedImages, tooMany } from './image-names.ts'
import { readingFailure } from './locate.ts'
import { decodePng } from './png.ts'

/** The PNG images of a folder and of those inside it. @throws InputError (with `path`) where it has none */
export async function openImageFolder(folder: string, name: string, path: JsonPath): Promise<ImageSource> {
  const images = sortedImages(await filesIn(folder, name, path), name, path)
  return {
    name,
    names: images.map((image) => image.name),
    async read(index) {
      const image = images[index]
      if (!image) throw new Error(`there is no image ${index}`)
      const bytes = await readImage(join(folder, image.name), `${name}: ${image.name}`, path)
      return underPath(path, () => decodePng(bytes, `${name}: ${image.name}`))
    },
  }
}

async function filesIn(folder: string, name: string, path: JsonPath): Promise<{ name: string }[]> {
  const found: { name: string }[] = []
  try {
    for await (const entry of await opendir(folder, { recursive: true })) {
      const file = join(entry.parentPath, entry.name)
      if (!(await isFile(entry, file))) continue
      found.push({ name: relative(folder, file).split(sep).join('/') })
      if (found.length > 2 * maxImages) throw tooMany(name, path)
    }
  } catch (error) {
    throw readingFailure(error, folder, path)
  }
  return found
}

/** A link counts as what it leads to; one that leads nowhere, or to a folder, is left out. */
async function isFile(entry: Dirent, file: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile()
  return stat(file).then(
    (target) => target.isFile(),
    () => false,
  )
}

async function readImage(file: string, name: string, path: JsonPath): Promise<Uint8Array> {
  try {
    const handle = await open(file)
    try {
      const { size } = await handle.stat()
      if (size > maxImageBytes) {
        throw inputError(
          path,
          say('{file} has {count} bytes', { file: name, count: size }),
          say('use images below 256 MB'),
        )
      }
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw readingFailure(error, file, path)
  }
}
