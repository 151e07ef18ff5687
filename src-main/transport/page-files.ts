import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, sep } from 'node:path'

/** Every kind of file the built page consists of; any other ending is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly contentType: string
}

/**
 * The file under `directory` that the path of a URL names, or null where it names none: `..` in any disguise,
 * backslashes, NUL and broken escapes lead nowhere. `/` is `index.html`.
 *
 * @param urlPath as it stands in the URL, percent-encoded
 */
export function containedPath(directory: string, urlPath: string): string | null {
  const decoded = decode(urlPath)
  if (decoded === null || !decoded.startsWith('/') || /[\\\0]/.test(decoded)) return null
  const file = join(directory, decoded === '/' ? 'index.html' : decoded)
  const inside = relative(directory, file)
  // On Windows, a path on another drive stays absolute.
  const escapes = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
  return escapes ? null : file
}

/** One file of the built page, or null where there is no such file. */
export async function readPageFile(directory: string, urlPath: string): Promise<PageFile | null> {
  const file = containedPath(directory, urlPath)
  const contentType = file === null ? undefined : contentTypes[extname(file).toLowerCase()]
  if (file === null || contentType === undefined) return null
  try {
    return { bytes: await readFile(file), contentType }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function decode(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR'
}
