import { inputError, type InputError } from '../../problem.ts'
import { say } from '../../sentence.ts'

/** Where an archive's bytes come from: memory, or a file of which only pieces are read. */
export interface ZipSource {
  /** Bytes in all. */
  readonly size: number
  /** @throws InputError where they go on beyond the end */
  at(offset: number, length: number): Uint8Array
}

/** An archive that is in memory. */
export function sourceOfBytes(bytes: Uint8Array): ZipSource {
  return {
    size: bytes.length,
    at(offset, length) {
      requireWithin(bytes.length, offset, length)
      return bytes.subarray(offset, offset + length)
    },
  }
}

/** @throws InputError where a piece goes on beyond the end of an archive of `size` bytes */
export function requireWithin(size: number, offset: number, length: number): void {
  if (offset < 0 || offset + length > size) throw cutOff(size, offset + length)
}

export function cutOff(found: number, needed: number): InputError {
  return inputError(
    [],
    say('is cut off: it ends at byte {found}, and goes on to byte {needed}', { found, needed }),
    say('copy the file again'),
  )
}
