import { zipSync } from 'fflate'

interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** One file as it is; several that belong together as a ZIP archive called after the first. */
export function bundleFiles(files: readonly NamedFile[]): NamedFile {
  const [first] = files
  if (!first) throw new Error('an export has at least one file')
  if (files.length === 1) return first
  const bytes = zipSync(Object.fromEntries(files.map((file) => [file.name, file.bytes])))
  return { name: `${first.name.replace(/\.[^.]+$/, '')}.zip`, bytes }
}
