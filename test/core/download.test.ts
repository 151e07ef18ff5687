import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { getSet, type GetProgress } from '../../src-main/core/download/get-set.ts'
import { knownSets } from '../../src-main/core/download/known-sets.ts'
import { loadDataset } from '../../src-main/files/datasets.ts'
import { datasetSchema } from '../../src-engine/datasets/index.ts'
import { temporaryFolder } from '../store/temporary-store.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server of this machine, whose every answer is written by the test, and what it was asked for. */
async function serve(answer: Answer): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.range ?? 'whole'}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return { url: `http://127.0.0.1:${address.port}/mnist/`, asked }
}

const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i) % 251))
const sha256 = createHash('sha256').update(content).digest('hex')
const file = { name: 'images.gz', bytes: content.length, sha256 }

function folders() {
  const folder = temporaryFolder()
  vi.stubEnv('BACKPROP_LAB_DATA', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  mkdirSync(join(folder, 'mnist'))
  return { target: join(folder, 'mnist', file.name), part: join(folder, 'mnist', `${file.name}.part`) }
}

function get(
  mirrors: readonly string[],
  stop = new AbortController(),
  onProgress: (progress: GetProgress) => void = () => null,
) {
  return getSet('mnist', { known: { mirrors, files: [file] }, signal: stop.signal, onProgress, patience: 300 })
}

/** Answers as servers do that know ranges. */
const ranged: Answer = (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  if (from > 0) {
    response.writeHead(206, { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` })
  }
  response.end(content.subarray(from))
}

/** Sends so much, and then goes away. */
const cutting =
  (bytes: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': content.length })
    response.write(content.subarray(0, bytes))
    setTimeout(() => response.destroy(), 50)
  }

const status =
  (code: number): Answer =>
  (_request, response) => {
    response.writeHead(code).end('no')
  }

test('a file comes once, whole and checked, and is not asked for again', async () => {
  const { target, part } = folders()
  const { url, asked } = await serve(ranged)
  const seen: GetProgress[] = []
  const first = await get([url], undefined, (progress) => seen.push(progress))
  expect(first.files).toEqual([{ name: 'images.gz', bytes: 100_000, status: 'downloaded' }])
  expect(readFileSync(target)).toEqual(content)
  expect(existsSync(part)).toBe(false)
  expect(seen.at(-1)).toEqual({ file: 'images.gz', mirror: `${url}images.gz`, bytes: 100_000, totalBytes: 100_000 })
  expect((await get([url])).files[0]?.status).toBe('present')
  expect(asked).toEqual(['/mnist/images.gz whole'])
})

test('a file that was changed on the disk comes again', async () => {
  const { target } = folders()
  writeFileSync(target, Buffer.alloc(content.length))
  const { url } = await serve(ranged)
  expect((await get([url])).files[0]?.status).toBe('downloaded')
  expect(readFileSync(target)).toEqual(content)
})

test('what broke off goes on where it was, at the next mirror or the next time', async () => {
  const { target, part } = folders()
  const first = await serve(cutting(60_000))
  await expect(get([first.url])).rejects.toThrow(
    /images\.gz could not be downloaded:\n {2}http.*: (aborted|it breaks off)/,
  )
  const here = readFileSync(part)
  expect(here.length).toBeGreaterThan(0)
  expect(content.subarray(0, here.length)).toEqual(here)
  const second = await serve(ranged)
  await get([second.url])
  expect(second.asked).toEqual([`/mnist/images.gz bytes=${here.length}-`])
  expect(readFileSync(target)).toEqual(content)
})

test('a server that knows no ranges sends all of it again', async () => {
  const { target, part } = folders()
  writeFileSync(part, content.subarray(0, 777))
  const { url, asked } = await serve((_request, response) => response.end(content))
  await get([url])
  expect(asked).toEqual(['/mnist/images.gz bytes=777-'])
  expect(readFileSync(target)).toEqual(content)
})

test('a part that is whole already is only checked, and one that is too long is begun anew', async () => {
  const { target, part } = folders()
  const { url, asked } = await serve(ranged)
  writeFileSync(part, content)
  await get([url])
  expect(asked).toEqual([])
  writeFileSync(target, 'gone')
  writeFileSync(part, Buffer.concat([content, content]))
  await get([url])
  expect(asked).toEqual(['/mnist/images.gz whole'])
  expect(readFileSync(target)).toEqual(content)
})

test('mirrors are tried in turn, and a wrong file is thrown away', async () => {
  const { target, part } = folders()
  const missing = await serve(status(404))
  const wrong = await serve((_request, response) => response.end(Buffer.alloc(content.length)))
  const right = await serve(ranged)
  await get([missing.url, wrong.url, right.url])
  expect(right.asked).toEqual(['/mnist/images.gz whole'])
  expect(readFileSync(target)).toEqual(content)
  expect(existsSync(part)).toBe(false)
})

test('where no mirror has it, each says why, and nothing is stored under its name', async () => {
  const { target, part } = folders()
  const missing = await serve(status(404))
  const wrong = await serve((_request, response) => response.end(Buffer.alloc(content.length)))
  const broken = await serve(status(503))
  const getting = get([missing.url, wrong.url, broken.url, 'http://127.0.0.1:1/'])
  const lines = await getting.then(
    () => [],
    (error: unknown) => (error instanceof Error ? error.message.split('\n') : []),
  )
  expect(lines[1]).toBe(`  ${missing.url}images.gz: it answers 404 Not Found`)
  expect(lines[2]).toMatch(/its SHA-256 is [0-9a-f]{64} and must be [0-9a-f]{64}$/)
  expect(lines[3]).toContain('it answers 503 Service Unavailable')
  expect(lines[4]).toContain('ECONNREFUSED')
  expect([existsSync(target), existsSync(part)]).toEqual([false, false])
})

test('a server that sends more than the file has is left at once', async () => {
  const { part } = folders()
  const { url } = await serve((_request, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(50_000)), 1)
    response.on('close', () => {
      clearInterval(timer)
    })
  })
  await expect(get([url])).rejects.toThrow('it sends more than the 100000 bytes of the file')
  expect(existsSync(part)).toBe(false)
})

test('a server that says nothing any more counts as gone, and a slow one does not', async () => {
  const { target } = folders()
  const silent = await serve((_request, response) => {
    response.writeHead(200)
    response.write(content.subarray(0, 1000))
  })
  await expect(get([silent.url])).rejects.toThrow('it sent nothing for 0.3 s')
  const slow = await serve((request, response) => {
    const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0)
    response.writeHead(206, { 'content-range': `bytes ${from}-99999/100000` })
    let at = from
    const timer = setInterval(() => {
      response.write(content.subarray(at, (at += 20_000)))
      if (at < content.length) return
      clearInterval(timer)
      response.end()
    }, 100)
  })
  await get([slow.url])
  expect(slow.asked).toEqual(['/mnist/images.gz bytes=1000-'])
  expect(readFileSync(target)).toEqual(content)
})

test('an answer that begins elsewhere than it was asked to is not taken', async () => {
  const { part } = folders()
  writeFileSync(part, content.subarray(0, 500))
  const { url } = await serve((_request, response) => {
    response.writeHead(206, { 'content-range': 'bytes 0-99999/100000' }).end(content)
  })
  await expect(get([url])).rejects.toThrow('it answers 206')
  expect(readFileSync(part)).toEqual(content.subarray(0, 500))
})

test('redirects are followed, but not without end', async () => {
  const { target } = folders()
  const { url } = await serve((request, response) => {
    if (request.url?.startsWith('/real/')) ranged(request, response)
    else response.writeHead(302, { location: '/real/images.gz' }).end()
  })
  await get([url])
  expect(readFileSync(target)).toEqual(content)
  writeFileSync(target, '')
  const endless = await serve((_request, response) => response.writeHead(302, { location: '/mnist/images.gz' }).end())
  await expect(get([endless.url])).rejects.toThrow('it redirects without end')
})

test('cancelling keeps what has come', async () => {
  const { target, part } = folders()
  const stop = new AbortController()
  const { url } = await serve((_request, response) => {
    response.writeHead(200)
    response.write(content.subarray(0, 40_000))
  })
  const getting = get([url], stop, ({ bytes }) => {
    if (bytes === 40_000) stop.abort()
  })
  await expect(getting).rejects.toMatchObject({ name: 'AbortError' })
  expect(readFileSync(part)).toEqual(content.subarray(0, 40_000))
  expect(existsSync(target)).toBe(false)
})

test('the files that are known are whole: four of each set, from https alone, with a SHA-256', () => {
  for (const { mirrors, files } of Object.values(knownSets)) {
    expect(mirrors.length).toBeGreaterThan(1)
    for (const mirror of mirrors) expect(mirror).toMatch(/^https:\/\/.*\/$/)
    expect(files.map(({ name }) => name).sort()).toEqual(knownSets.mnist.files.map(({ name }) => name).sort())
    for (const one of files) expect(one.sha256).toMatch(/^[0-9a-f]{64}$/)
  }
})

const shared = join(import.meta.dirname, '../../../shared/data/mnist')

test.skipIf(!existsSync(shared))('the MNIST test files beside this project are what is known of them', async () => {
  const folder = temporaryFolder()
  vi.stubEnv('BACKPROP_LAB_DATA', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const { url } = await serve((request, response) => {
    response.end(readFileSync(join(shared, (request.url ?? '').replace('/mnist/', ''))))
  })
  const files = knownSets.mnist.files.filter(({ name }) => name.startsWith('t10k'))
  await getSet('mnist', {
    known: { mirrors: [url], files },
    signal: new AbortController().signal,
    onProgress: () => null,
  })
  expect(readdirSync(join(folder, 'mnist')).sort()).toEqual(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'])
  const dataset = await loadDataset(datasetSchema.parse({ name: 'mnist', part: 'test' }), 1, null)
  expect(dataset).toMatchObject({ count: 10_000, inputShape: [1, 28, 28], targetShape: [10] })
  await expect(loadDataset(datasetSchema.parse({ name: 'mnist' }), 1, null)).rejects.toThrow(
    /^dataset: mnist has not been downloaded yet: there is no file .*; run: npm run -s lab -- datasets get mnist$/,
  )
})
