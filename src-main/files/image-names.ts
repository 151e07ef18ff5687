import { inputError, type InputError, type JsonPath } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'

/** More images than anybody trains on with this lab; far more is a mistake or an attack. */
export const maxImages = 500_000

/** No single image is larger as a file. */
export const maxImageBytes = 2 ** 28

const otherImage = /\.(jpe?g|gif|bmp|webp|tiff?|avif|heic|svg)$/i

/** Whether a file is one of the images; what systems leave in folders, and texts beside them, are not. */
export function isImage(name: string): boolean {
  return !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX') && /\.png$/i.test(name)
}

/** Sorted by their characters, which is the same on every machine. @throws InputError where there are none, or too many */
export function sortedImages<T extends { readonly name: string }>(
  all: readonly T[],
  where: string,
  path: JsonPath,
): readonly T[] {
  const images = all.filter(({ name }) => isImage(name))
  const other = all.find(({ name }) => otherImage.test(name) && !name.split('/').some((part) => part.startsWith('.')))
  if (other)
    throw inputError(
      path,
      say('{file} is no PNG image', { file: `${where}: ${other.name}` }),
      say('save all images as PNG'),
    )
  if (images.length === 0) {
    const remedy = say('needs one folder for each class, such as cats/1.png')
    throw inputError(path, say('{file} has no PNG images', { file: where }), remedy)
  }
  if (images.length > maxImages) throw tooMany(where, path)
  return images.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

export function tooMany(where: string, path: JsonPath): InputError {
  return inputError(
    path,
    say('{file} has more than {count} files', { file: where, count: maxImages }),
    say('use fewer'),
  )
}
