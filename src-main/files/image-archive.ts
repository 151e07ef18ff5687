import { buffer } from 'node:stream/consumers'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import type { ImageSource } from '../../src-engine/datasets/dataset.ts'
import { InputError, inputError, underPath, type JsonPath } from '../../src-engine/problem.ts'
import { say, type Sentence } from '../../src-engine/sentence.ts'
import { isImage, maxImageBytes, maxImages, sortedImages, tooMany } from './image-names.ts'
import { readingFailure } from './locate.ts'
import { decodePng } from './png.ts'

/** Deflate shrinks no further than this; a file that claims more is lying about its size. */
const maxCompression = 1032

/** An opened archive; whoever opens it closes it. */
export interface ImageArchive extends ImageSource {
  close(): void
}

/**
 * The PNG images of a ZIP archive, each unzipped when it is asked for; nothing is ever written to disk.
 *
 * @throws InputError (with `path`) where the archive is damaged, encrypted or a trap
 */
export async function openImageArchive(file: string, name: string, path: JsonPath): Promise<ImageArchive> {
  const zip = await attempt(name, path, () => openPromise(file, { autoClose: false, strictFileNames: true }), file)
  try {
    const entries = await attempt(name, path, () => entriesOf(zip, name, path), file)
    const images = sortedImages(entries, name, path)
    return {
      name,
      names: images.map((image) => image.name),
      async read(index) {
        const image = images[index]
        if (!image) throw new Error(`there is no image ${index}`)
        const bytes = await attempt(`${name}: ${image.name}`, path, async () =>
          buffer(await zip.openReadStreamPromise(image.entry)),
        )
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

/** The list at the archive's end, believed only where it can be true. */
async function entriesOf(zip: ZipFile, name: string, path: JsonPath): Promise<{ name: string; entry: Entry }[]> {
  if (zip.entryCount > 2 * maxImages) throw tooMany(name, path)
  const entries: { name: string; entry: Entry }[] = []
  const seen = new Set<string>()
  let packed = 0
  for await (const entry of zip.eachEntry()) {
    const { fileName, compressedSize, uncompressedSize } = entry
    const refuse = (problem: Sentence, remedy = say('make the archive again')) =>
      inputError(path, say('{file}: {inner} {problem}', { file: name, inner: fileName, problem }), remedy)
    packed += compressedSize
    if (seen.has(fileName)) throw refuse(say('is in it twice'))
    seen.add(fileName)
    if (packed > zip.fileSize) throw refuse(say('shares bytes with other files'))
    entries.push({ name: fileName, entry })
    // Anything else is never unzipped.
    if (!isImage(fileName)) continue
    if (entry.isEncrypted()) throw refuse(say('is encrypted'), say('make it without a password'))
    if (uncompressedSize > maxImageBytes || uncompressedSize > compressedSize * maxCompression) {
      throw refuse(
        say('claims to become {claimed} bytes out of {found}', { claimed: uncompressedSize, found: compressedSize }),
      )
    }
  }
  return entries
}

async function attempt<T>(what: string, path: JsonPath, work: () => Promise<T>, file = what): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const known = readingFailure(error, file, path)
    if (known instanceof InputError) throw known
    const reason = error instanceof Error ? error.message : String(error)
    const found = say('{file} is no whole ZIP archive: {reason}', { file: what, reason })
    throw inputError(path, found, say('download or make it again'))
  }
}
