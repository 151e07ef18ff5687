import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { inputError } from '../../../src-engine/problem.ts'
import { say } from '../../../src-engine/sentence.ts'
import { notFound } from '../refusal.ts'

/** Files between a view and the lab: those it sends, part by part, and those that are written for it. */
export interface Shelf {
  /** @throws InputError where it is larger than may be sent */
  receive(name: string, bytes: number): Promise<string>
  /** Appends. @throws InputError where more comes than was said; Refusal where there is no such file */
  append(id: string, bytes: Uint8Array): Promise<void>
  /** Where a file that was sent lies, once it is whole. @throws Refusal where there is none */
  sent(id: string): { readonly path: string; readonly name: string }
  /** A place to write a file to. */
  reserve(): Promise<{ readonly id: string; readonly path: string }>
  /** The part that begins at `offset`; nothing behind the end. @throws Refusal where there is no such file */
  read(id: string, offset: number): Promise<Uint8Array>
  /** Where a file lies that was written. @throws Refusal where there is none */
  written(id: string): string
  forget(id: string): Promise<void>
  /** Removes everything. */
  close(): void
}

interface Item {
  readonly path: string
  /** In bytes; what is written for a view has none before it is there. */
  readonly expected: number | null
  received: number
  /** Parts are written in the order they come. */
  last: Promise<void>
}

/** Of a file that is sent: it lies twice on the disk until it is stored. */
const mostBytes = 4 * 2 ** 30
/** A page that went away never says that it needs its file no more. */
const mostFiles = 8
const partBytes = 4 * 2 ** 20

export function createShelf(): Shelf {
  const items = new Map<string, Item>()
  let folder: string | null = null

  async function put(name: string, expected: number | null): Promise<{ id: string; path: string }> {
    folder ??= mkdtempSync(join(tmpdir(), 'backprop-lab-'))
    const id = randomUUID()
    // In a folder of its own, so that it can have its name. A name is no way to another folder.
    await mkdir(join(folder, id))
    const path = join(folder, id, basename(name))
    items.set(id, { path, expected, received: 0, last: Promise.resolve() })
    const [oldest] = items.keys()
    if (items.size > mostFiles && oldest !== undefined) await forget(oldest)
    return { id, path }
  }

  async function forget(id: string): Promise<void> {
    const item = items.get(id)
    if (!item || folder === null) return
    items.delete(id)
    await item.last.catch(() => undefined)
    await rm(join(folder, id), { recursive: true, force: true })
  }

  function find(id: string): Item {
    const item = items.get(id)
    if (!item) throw notFound(say('That file is no longer at hand; choose it again.'))
    return item
  }

  return {
    async receive(name, bytes) {
      if (bytes > mostBytes) {
        throw inputError(
          [],
          say('has {count} bytes', { count: bytes }),
          say('must have {most} at most; choose it by its path instead', { most: mostBytes }),
        )
      }
      const { id, path } = await put(name, bytes)
      await (await open(path, 'wx')).close()
      return id
    },
    async append(id, bytes) {
      const item = find(id)
      item.received += bytes.length
      if (item.received > (item.expected ?? 0)) {
        throw inputError([], say('more bytes came than were announced'), say('choose the file again'))
      }
      item.last = item.last.then(async () => {
        const handle = await open(item.path, 'a')
        await handle.writeFile(bytes).finally(() => handle.close())
      })
      await item.last
    },
    sent(id) {
      const { path, expected, received } = find(id)
      if (expected === null || received < expected)
        throw notFound(say('That file has not come as a whole; choose it again.'))
      return { path, name: basename(path) }
    },
    reserve: () => put('archive.zip', null),
    async read(id, offset) {
      const { path } = find(id)
      const handle = await open(path)
      try {
        const { size } = await stat(path)
        const buffer = new Uint8Array(Math.max(0, Math.min(partBytes, size - offset)))
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset)
        return buffer.subarray(0, bytesRead)
      } finally {
        await handle.close()
      }
    },
    written: (id) => find(id).path,
    forget,
    close() {
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
      items.clear()
    },
  }
}
