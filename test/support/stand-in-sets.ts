import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { knownSets, type KnownSet } from '../../src-main/core/download/known-sets.ts'
import type { StoredSet } from '../../src-engine/datasets/stored.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, content: Uint8Array) => void

export interface StandInSets {
  /** The sets as they are, but small, and from this machine alone. */
  readonly sets: Readonly<Record<StoredSet, KnownSet>>
  /** What was asked for, such as `t10k-labels-idx1-ubyte.gz bytes=20-`. */
  readonly asked: readonly string[]
  /** How it answers from now on; at first as a server does that knows ranges. */
  answer: Answer
  close(): void
}

/** Answers whole or from the byte that is asked for. */
export const ranged: Answer = (request, response, content) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  const range = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }
  response.writeHead(from > 0 ? 206 : 200, from > 0 ? range : {})
  response.end(content.subarray(from))
}

/** A server of this machine in place of those that have MNIST and its relative: 60 images of 28 × 28 in each part. */
export async function standInSets(): Promise<StandInSets> {
  const contents = new Map(knownSets.mnist.files.map(({ name }) => [name, contentOf(name)]))
  const asked: string[] = []
  const server = createServer((request, response) => {
    const name = (request.url ?? '').split('/').at(-1) ?? ''
    const content = contents.get(name)
    asked.push(`${name} ${request.headers.range ?? 'whole'}`)
    if (content) standIn.answer(request, response, content)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const files = [...contents].map(([name, content]) => ({
    name,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }))
  const known: KnownSet = { mirrors: [`http://127.0.0.1:${address.port}/sets/`], files }
  const standIn: StandInSets = {
    sets: { mnist: known, 'fashion-mnist': known },
    asked,
    answer: ranged,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return standIn
}

const count = 60

/** Images of stripes, as many as the class says, or their labels. */
function contentOf(name: string): Uint8Array {
  if (name.includes('labels')) {
    return gzipSync(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, count, ...Array.from({ length: count }, (_, i) => i % 10)))
  }
  const pixels = Array.from({ length: count * 784 }, (_, i) => {
    const [image, column] = [Math.floor(i / 784), i % 28]
    return column % ((image % 10) + 2) === 0 ? 255 - (image % 50) : (i * 31) % 40
  })
  return gzipSync(Uint8Array.of(0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28, ...pixels))
}
