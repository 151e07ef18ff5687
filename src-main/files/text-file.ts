import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { createUtf8Check, notUtf8, textProblem } from '../../src-engine/formats/text-encoding.ts'
import { underPath, type JsonPath } from '../../src-engine/problem.ts'
import { isZlibError, readingFailure, unzippingFailure } from './locate.ts'

/** Small enough that whoever digests a block does not keep the lab from answering others. */
const blockBytes = 2 ** 16

/** A text file that is read in blocks, however large it is; unzipped on the way where it is gzipped. */
export interface TextFile {
  /** Its beginning, one block at most, without a byte order mark. */
  readonly head: string
  /** Whether it begins with a byte order mark. */
  readonly startsWithMark: boolean
  /** Whether it is unzipped on the way: then there is no way into its middle. */
  readonly isZipped: boolean
  /**
   * Its bytes to the last, found to be UTF-8. Throws InputError where they are not.
   *
   * @param from the first that is wanted, where a character begins; 0 of a zipped file
   */
  blocks(from?: number): AsyncGenerator<Uint8Array>
}

/**
 * Opens a text file.
 *
 * @param name what to call it in messages
 * @throws InputError (with `path`) where it is missing, unreadable or something else than UTF-8 text
 */
export async function openText(file: string, name: string, path: JsonPath): Promise<TextFile> {
  const isZipped = await startsZipped(file, path)
  const decoder = new TextDecoder('utf-8')

  async function* bytes(start: number): AsyncGenerator<Uint8Array> {
    const source = createReadStream(file, { highWaterMark: blockBytes, start })
    const blocks = isZipped ? pipeline(source, createGunzip({ chunkSize: blockBytes }), noop) : source
    try {
      for await (const block of blocks) yield block as Uint8Array
    } catch (error) {
      throw isZlibError(error) ? unzippingFailure(error, file, path) : readingFailure(error, file, path)
    }
  }

  async function* checked(from = 0): AsyncGenerator<Uint8Array> {
    if (from > 0 && isZipped) throw new Error('a zipped file is read from its front')
    const check = createUtf8Check()
    let before = 0
    let last: Uint8Array = new Uint8Array()
    const require = (place: number, block: Uint8Array): void => {
      if (place < 0) return
      // A character that began in the block before is shown by what of it is at hand.
      const around = block.subarray(Math.max(0, place - before))
      underPath(path, () => {
        throw notUtf8(around, from + place, name)
      })
    }
    for await (const block of bytes(from)) {
      require(check.push(block), block)
      yield block
      before += block.length
      last = block
    }
    before -= last.length
    require(check.end(), last)
  }

  const first = await firstOf(bytes(0))
  const problem = textProblem(first.subarray(0, 4096), name)
  if (problem) {
    underPath(path, () => {
      throw problem
    })
  }
  const startsWithMark = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf
  return { head: decoder.decode(first), startsWithMark, isZipped, blocks: checked }
}

async function firstOf(blocks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  for await (const block of blocks) return block
  return new Uint8Array()
}

async function startsZipped(file: string, path: JsonPath): Promise<boolean> {
  try {
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw readingFailure(error, file, path)
  }
}

/** The reader of the pipeline is told of what goes wrong in it. */
function noop(): void {
  return
}
