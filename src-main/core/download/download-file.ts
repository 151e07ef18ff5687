import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { inEnglish, say, type Sentence } from '../../../src-engine/sentence.ts'
import type { KnownFile } from './known-sets.ts'
import { MirrorProblem, mirrorProblem } from './mirror-problem.ts'
import { requestFile } from './request.ts'

export interface DownloadOptions {
  readonly folder: string
  readonly mirrors: readonly string[]
  readonly signal: AbortSignal
  readonly patience: number
  /** Told which mirror is asked. */
  readonly onMirror: (url: string) => void
  /** Told how many bytes of the file are here. */
  readonly onBytes: (bytes: number) => void
}

/** A mirror that did not give a file, and why. */
export interface FailedMirror {
  readonly url: string
  readonly reason: Sentence
}

/** No mirror had a file; the reasons are told by mirror. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError'
  readonly file: string
  readonly mirrors: readonly FailedMirror[]

  constructor(file: string, mirrors: readonly FailedMirror[]) {
    const reasons = mirrors.map(({ url, reason }) => `  ${url}: ${inEnglish(reason)}`)
    super(`${file} could not be downloaded:\n${reasons.join('\n')}`)
    this.file = file
    this.mirrors = mirrors
  }
}

/**
 * Downloads a file into a folder, unless it is there already. What has come of it is in `NAME.part` until it is whole
 * and its SHA-256 is right: whatever breaks off goes on from there, at the next mirror or the next time.
 *
 * @throws DownloadError where no mirror gives the right file; the signal's reason where that was given
 */
export async function downloadFile(file: KnownFile, options: DownloadOptions): Promise<'downloaded' | 'present'> {
  const { folder, mirrors, signal, onMirror, onBytes } = options
  const target = join(folder, file.name)
  const part = `${target}.part`
  if ((await sizeOf(target)) === file.bytes && (await sha256Of(target)) === file.sha256) {
    onBytes(file.bytes)
    return 'present'
  }
  const failed: FailedMirror[] = []
  for (const mirror of mirrors) {
    const url = new URL(file.name, mirror.endsWith('/') ? mirror : `${mirror}/`)
    onMirror(url.href)
    try {
      await fetchPart(url, file, part, options)
      const found = await sha256Of(part)
      if (found !== file.sha256) {
        await rm(part)
        throw new MirrorProblem(say('its SHA-256 is {found} and must be {right}', { found, right: file.sha256 }))
      }
      await rename(part, target)
      return 'downloaded'
    } catch (error) {
      signal.throwIfAborted()
      if (isDiskError(error)) throw error
      failed.push({ url: url.href, reason: mirrorProblem(error) })
    }
  }
  throw new DownloadError(file.name, failed)
}

/** Adds to the part what is missing of it. */
async function fetchPart(url: URL, file: KnownFile, part: string, options: DownloadOptions): Promise<void> {
  let from = await sizeOf(part)
  if (from > file.bytes) {
    await rm(part)
    from = 0
  }
  if (from === file.bytes) return
  const response = await requestFile(url, { from, signal: options.signal, patience: options.patience })
  const start = startOf(response, from)
  if (start === null) {
    response.destroy()
    const status = `${response.statusCode} ${response.statusMessage ?? ''}`.trim()
    throw new MirrorProblem(say('it answers {status}', { status }))
  }
  let bytes = start
  const handle = await open(part, start === 0 ? 'w' : 'a')
  try {
    await pipeline(response, async (blocks: AsyncIterable<Uint8Array>) => {
      for await (const block of blocks) {
        bytes += block.length
        if (bytes > file.bytes)
          throw new MirrorProblem(say('it sends more than the {bytes} bytes of the file', { bytes: file.bytes }))
        await handle.write(block)
        options.onBytes(bytes)
      }
    })
  } finally {
    await handle.close()
    if (bytes > file.bytes) await rm(part)
  }
  if (bytes < file.bytes)
    throw new MirrorProblem(say('it breaks off after {bytes} of {all} bytes', { bytes, all: file.bytes }))
}

/** Where in the file an answer begins: where it was asked to, or at 0 of a server that knows no ranges; null of none. */
function startOf({ statusCode, headers }: IncomingMessage, asked: number): number | null {
  if (statusCode === 200) return 0
  if (statusCode !== 206) return null
  const start = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1]
  return Number(start) === asked ? asked : null
}

export async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** Another mirror is no cure for these. */
function isDiskError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOSPC' || code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
}
