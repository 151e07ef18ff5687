import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { createRng } from '../../../src-engine/rng.ts'
import { sizeOf, type Shape } from '../../../src-engine/shape.ts'

const zip = promisify(gzip)

export interface RandomData {
  readonly count: number
  /** Of one sample. */
  readonly shape: Shape
  readonly classes: number
  readonly gzipped?: boolean
}

/** Names of two IDX files in one folder, as a dataset names them. */
export interface DataFiles {
  readonly images: string
  readonly labels: string
}

/** Writes IDX files of random bytes into `folder`: no zeros to gain by. A sample's first byte tells its class. */
export async function writeRandomData(folder: string, data: RandomData): Promise<DataFiles> {
  const { count, shape, classes, gzipped = false } = data
  const size = sizeOf(shape)
  const rng = createRng(1, 'bench data')
  const words = Uint32Array.from({ length: Math.ceil((count * size) / 4) }, rng.uint32)
  const values = new Uint8Array(words.buffer, 0, count * size)
  const labels = Uint8Array.from({ length: count }, (_, i) => ((values[i * size] as number) * classes) >> 8)
  const ending = gzipped ? '.gz' : ''
  const files = { images: `images-idx-ubyte${ending}`, labels: `labels-idx-ubyte${ending}` }
  const write = async (name: string, bytes: Uint8Array) =>
    writeFile(join(folder, name), gzipped ? await zip(bytes) : bytes)
  await write(files.images, Buffer.concat([idxHeader([count, ...shape]), values]))
  await write(files.labels, Buffer.concat([idxHeader([count]), labels]))
  return files
}

function idxHeader(shape: Shape): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header.writeUInt32BE(0x0800 + shape.length)
  shape.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i))
  return header
}
