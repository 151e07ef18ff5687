import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { constants, crc32, inflateRawSync } from 'node:zlib'
import type { ZipCodec } from '../../src-engine/formats/zip/codec.ts'
import { openZip, type ZipReader } from '../../src-engine/formats/zip/reader.ts'
import { InputError, type JsonPath } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import { cutOff, requireWithin, type ZipSource } from '../../src-engine/formats/zip/source.ts'
import { readingFailure } from './locate.ts'

/** An archive on the disk; whoever opens it closes it. */
export interface ZipFile extends ZipReader {
  close(): void
}

/** Several times as fast as the portable one. */
const nodeCodec: ZipCodec = {
  inflate: (content, size) => inflateRawSync(content, { maxOutputLength: Math.max(1, size) }),
  inflateBeginning: (content) => inflateRawSync(content, { finishFlush: constants.Z_SYNC_FLUSH }),
  crc32: (bytes) => crc32(bytes),
}

/**
 * Does `work` with an archive; what is wrong with it is said of it by its name.
 *
 * @param name what to call it
 * @throws InputError (with `path`) where it is missing or damaged
 */
export function tellOf<T>(name: string, file: string, path: JsonPath, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof InputError)) throw readingFailure(error, file, path)
    throw new InputError(
      error.problems.map((problem) => ({
        ...problem,
        path: [...path, ...problem.path],
        message: say('{file} {problem}', { file: name, problem: problem.message }),
      })),
    )
  }
}

/**
 * Opens a ZIP archive on the disk, of which only the list comes into memory.
 *
 * @throws InputError naming the byte where it is damaged; what the system says where it cannot be opened
 */
export function openZipFile(file: string): ZipFile {
  const descriptor = openSync(file, 'r')
  try {
    return {
      ...openZip(sourceOfFile(descriptor), nodeCodec),
      close() {
        closeSync(descriptor)
      },
    }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

function sourceOfFile(descriptor: number): ZipSource {
  const { size } = fstatSync(descriptor)
  return {
    size,
    at(offset, length) {
      requireWithin(size, offset, length)
      const bytes = Buffer.alloc(length)
      for (let done = 0; done < length;) {
        const read = readSync(descriptor, bytes, done, length - done, offset + done)
        if (read === 0) throw cutOff(offset + done, offset + length)
        done += read
      }
      return bytes
    },
  }
}
