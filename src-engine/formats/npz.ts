import { unzipSync, zipSync, type Unzipped } from 'fflate'
import type { Tensor } from '../checkpoint.ts'
import { inputError, underPath } from '../problem.ts'
import { decodeNpy, encodeNpy } from './npy.ts'
import { say } from '../sentence.ts'

const extension = '.npy'

/** ZIP's first day, in local time as ZIP has it: the same weights give the same bytes at any time and place. */
const modified = '1980-01-01T00:00:00'

/** Deflate shrinks no further than this; a file that claims more is lying about its size. */
const maxCompression = 1032

/** What a compressed archive may become: more than any network the lab can train, less than a desktop's memory. */
const maxUnpacked = 2 ** 30

/** Writes NumPy's archive of named arrays, uncompressed as `numpy.savez` does: `numpy.load(file)['layers.0.weight']`. */
export function encodeNpz(tensors: readonly Tensor[]): Uint8Array<ArrayBuffer> {
  const files = tensors.map((tensor) => [tensor.name + extension, encodeNpy(tensor)] as const)
  return zipSync(Object.fromEntries(files), { level: 0, mtime: modified })
}

/**
 * Reads NumPy's archive of named arrays, compressed or not.
 *
 * @throws InputError where the archive is damaged, or an array of it is (path: the array's name)
 */
export function decodeNpz(bytes: Uint8Array): Tensor[] {
  return Object.entries(unzip(bytes)).map(([file, content]) => {
    const name = file.endsWith(extension) ? file.slice(0, -extension.length) : file
    return { name, ...underPath([name], () => decodeNpy(content)) }
  })
}

/**
 * Nothing is unzipped before the list of the archive's files is believed: each has a name and bytes of its own, and
 * together they become no more than can be.
 */
function unzip(bytes: Uint8Array): Unzipped {
  const names = new Set<string>()
  let packed = 0
  let unpacked = 0
  try {
    return unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        packed += size
        unpacked += originalSize
        if (names.has(name)) throw new Error(`${name} is in it twice`)
        if (packed > bytes.length) throw new Error(`${name} shares bytes with others`)
        if (originalSize > size * maxCompression || unpacked > Math.max(bytes.length, maxUnpacked)) {
          throw new Error(`${name} claims to become ${originalSize} bytes out of ${size}`)
        }
        names.add(name)
        return true
      },
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw inputError([], say('is not a whole NPZ archive: {reason}', { reason }), say('export or copy the file again'))
  }
}
