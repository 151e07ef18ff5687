import type { ImageSource } from '../../src-engine/datasets/dataset.ts'
import { inputError, underPath, type JsonPath } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import { maxImageBytes, sortedImages } from './image-names.ts'
import { decodePng } from './png.ts'
import { openZipFile, tellOf } from './zip-file.ts'

/** An opened archive; whoever opens it closes it. */
export interface ImageArchive extends ImageSource {
  close(): void
}

/**
 * The PNG images of a ZIP archive, each unzipped when it is asked for; nothing is ever written to disk.
 *
 * @throws InputError (with `path`) where the archive is damaged, encrypted or a trap
 */
export function openImageArchive(file: string, name: string, path: JsonPath): ImageArchive {
  const told = <T>(work: () => T): T => tellOf(name, file, path, work)
  const zip = told(() => openZipFile(file))
  try {
    for (const inner of zip.entries.keys()) told(() => requireInside(inner))
    const images = sortedImages([...zip.entries.values()], name, path)
    return {
      name,
      names: images.map((image) => image.name),
      read(index) {
        const image = images[index]
        if (!image) throw new Error(`there is no image ${index}`)
        const bytes = told(() => zip.read(image, maxImageBytes))
        return underPath(path, () => decodePng(bytes, `${name}: ${image.name}`))
      },
      close: () => {
        zip.close()
      },
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** Nothing is unpacked to the disk, but what asks for it is no archive of images. */
function requireInside(name: string): void {
  const parts = name.split(/[/\\]/)
  if (parts[0] !== '' && !parts.includes('..') && !/^[a-z]:/i.test(name)) return
  throw inputError([], say('holds {name}, which leads out of it', { name }), say('make the archive again'))
}
