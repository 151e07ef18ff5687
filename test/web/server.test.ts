import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, encode } from '@msgpack/msgpack'
import { createBirpc } from 'birpc'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { InputError } from '../../src-engine/problem.ts'
import type { LabEvent, LabFunctions, NumberedEvent, ViewFunctions } from '../../src-main/protocol.ts'
import { type ServedLab, serveLab } from '../../src-main/web/server.ts'
import { createFakeLab, type FakeLab } from '../support/fake-lab.ts'

let folder = ''
let lab: FakeLab
let served: ServedLab
let token = ''
let cookie = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backprop-lab-'))
  await mkdir(join(folder, 'page', 'assets'), { recursive: true })
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html><title>Backprop Lab</title>')
  await writeFile(join(folder, 'page', 'assets', 'app.js'), 'export {}')
  await writeFile(join(folder, 'secret.js'), 'secret')
  lab = createFakeLab()
  served = await serveLab({ lab, port: 0, rendererDirectory: join(folder, 'page') })
  token = new URL(served.url).searchParams.get('token') ?? ''
  cookie = `backprop_lab_${served.port}=${token}`
})

afterEach(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** The path goes out as it is written: a URL parser would already have resolved `..`. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: served.port, path, method, headers }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    request.on('error', reject)
    request.end()
  })
}

describe('the page', () => {
  test('is reached by the printed address, which hands the token over to a cookie', async () => {
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    const first = await get(`/?token=${token}`)
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(first.headers['set-cookie']).toEqual([`${cookie}; Path=/; HttpOnly; SameSite=Strict`])

    const page = await get('/', { cookie })
    expect(page.status).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.body).toContain('<title>Backprop Lab</title>')
  })

  test('and its files are refused without the token', async () => {
    for (const path of ['/', '/assets/app.js', '/nothing', '/?token=wrong', '/?token=']) {
      const reply = await get(path)
      expect(reply.status, path).toBe(401)
      expect(reply.body).not.toContain(token)
    }
    expect((await get('/', { cookie: `backprop_lab_${served.port}=wrong` })).status).toBe(401)
  })

  test('is refused under another name, whoever asks (DNS rebinding)', async () => {
    for (const host of ['evil.example', `evil.example:${served.port}`, '127.0.0.1:1']) {
      expect((await get('/', { cookie, host })).status).toBe(403)
      expect((await get(`/?token=${token}`, { host })).status).toBe(403)
    }
  })

  test('is refused to scripts of other origins', async () => {
    expect((await get('/', { cookie, origin: 'http://evil.example' })).status).toBe(403)
    expect((await get('/', { cookie, origin: `http://127.0.0.1:${served.port}` })).status).toBe(200)
  })

  test.each(['/../secret.js', '/..%2fsecret.js', '/%2e%2e/secret.js', '/assets/..%5c..%5csecret.js', '/nothing.js'])(
    'has nothing at %s',
    async (path) => {
      expect((await get(path, { cookie })).status).toBe(404)
    },
  )

  test('carries the security headers on every answer, refusals too', async () => {
    for (const reply of [await get('/', { cookie }), await get('/'), await get('/nothing', { cookie })]) {
      const policy = String(reply.headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toMatch(/unsafe-eval|\*/)
      expect(reply.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      expect(reply.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('can only be read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const reply = await get('/', { cookie }, method)
      expect(reply.status, method).toBe(405)
      expect(reply.headers.allow).toBe('GET, HEAD')
    }
    const head = await get('/', { cookie }, 'HEAD')
    expect(head.status).toBe(200)
    expect(head.body).toBe('')
  })
})

interface Attempt {
  path?: string
  headers?: Record<string, string>
  origin?: string | undefined
}

function openSocket({ path = '/socket', headers = { cookie }, origin = ownOrigin() }: Attempt = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${served.port}${path}`, { headers, ...(origin ? { origin } : {}) })
  onTestFinished(() => socket.terminate())
  return socket
}

const ownOrigin = (): string => `http://127.0.0.1:${served.port}`

/** The status with which an upgrade was refused, or 101. */
function upgradeStatus(attempt: Attempt): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = openSocket(attempt)
    socket.on('open', () => resolve(101))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', reject)
  })
}

/** The view's side of the connection, as the page has it. */
async function connectView(onEvent: (event: NumberedEvent) => void = () => undefined) {
  const socket = openSocket()
  const view = createBirpc<LabFunctions, ViewFunctions>(
    { event: onEvent },
    {
      post: (data: Uint8Array) => socket.send(data),
      on: (listener) => void socket.on('message', listener),
      serialize: (message) => encode(message, { ignoreUndefined: true }),
      deserialize: (data: Buffer) => decode(new Uint8Array(data)),
    },
  )
  await new Promise((resolve) => socket.once('open', resolve))
  return { socket, view }
}

const closeCode = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve))

const deleted = (runId: string): LabEvent => ({ type: 'runDeleted', runId })

describe('the socket', () => {
  test('is open to our own page', async () => {
    expect(await upgradeStatus({})).toBe(101)
  })

  test('is refused to pages of other origins, with the right cookie too', async () => {
    expect(await upgradeStatus({ origin: 'http://evil.example' })).toBe(403)
    expect(await upgradeStatus({ origin: 'null' })).toBe(403)
  })

  test('is refused without an origin, which no browser leaves out', async () => {
    const status = await new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${served.port}/socket`, { headers: { cookie } })
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    })
    expect(status).toBe(403)
  })

  test('is refused under another name, without the token, and elsewhere', async () => {
    const host = `evil.example:${served.port}`
    expect(await upgradeStatus({ headers: { cookie, host }, origin: `http://${host}` })).toBe(403)
    expect(await upgradeStatus({ headers: {} })).toBe(401)
    expect(await upgradeStatus({ headers: { cookie: `backprop_lab_${served.port}=wrong` } })).toBe(401)
    expect(await upgradeStatus({ headers: {}, path: `/socket?token=wrong` })).toBe(401)
    expect(await upgradeStatus({ path: '/elsewhere' })).toBe(404)
  })

  test('carries a call to the lab and its answer back, numbers and bytes intact', async () => {
    const { view } = await connectView()
    const argument = { after: null, loss: NaN, best: -Infinity, time: 1_790_000_000_123, bytes: new Uint8Array([1, 2]) }
    expect(await view.request('connect', argument)).toEqual({ ok: true, value: { name: 'connect', argument } })
    expect(lab.requests).toHaveLength(1)
  })

  test('pushes events in order from the first connect on, and no longer than the page is there', async () => {
    const seen: NumberedEvent[] = []
    const { socket, view } = await connectView((event) => seen.push(event))
    lab.push(deleted('r1'))
    await view.request('connect', { after: null })
    await view.request('connect', { after: null })
    expect(lab.followers()).toBe(1)
    lab.push(deleted('r2'))
    lab.push(deleted('r3'))
    await vi.waitFor(() => expect(seen).toHaveLength(2))
    expect(seen).toEqual([
      { sequence: 2, event: deleted('r2') },
      { sequence: 3, event: deleted('r3') },
    ])
    socket.close()
    await vi.waitFor(() => expect(lab.followers()).toBe(0))
  })

  test('reaches nothing but `request`', async () => {
    const { socket } = await connectView()
    const answers: unknown[] = []
    socket.on('message', (data: Buffer) => answers.push(decode(data)))
    for (const m of ['constructor', 'toString', '__defineGetter__', 'close', 'handle']) {
      socket.send(encode({ t: 'q', i: m, m, a: [] }))
    }
    await vi.waitFor(() => expect(answers).toHaveLength(5))
    for (const answer of answers) expect(answer).toHaveProperty('e')
    expect(lab.requests).toEqual([])
  })

  test.each([
    ['bytes that are no MessagePack', new Uint8Array([0xc1])],
    ['a message that is no call', encode({ t: 'x' })],
    ['nothing', encode(null)],
    ['a call whose arguments are no list', encode({ t: 'q', i: '1', m: 'request', a: 7 })],
  ])('is closed by %s, and the lab lives on', async (_, bytes) => {
    const { socket } = await connectView()
    socket.send(bytes)
    expect(await closeCode(socket)).toBe(1007)
    const { view } = await connectView()
    expect(await view.request('listExamples', {})).toMatchObject({ ok: true })
  })

  test('is closed by a message larger than any experiment', async () => {
    const { socket } = await connectView()
    socket.on('error', () => undefined)
    socket.send(new Uint8Array(64 * 1024 * 1024 + 1))
    expect([1006, 1009]).toContain(await closeCode(socket))
    expect(lab.requests).toEqual([])
  })

  test('is cut off where the page does not keep up, instead of filling memory', async () => {
    const { socket, view } = await connectView()
    await view.request('connect', { after: null })
    socket.pause()
    for (let i = 0; i < 100 && lab.followers() > 0; i++) {
      lab.push(deleted('r'.repeat(1_000_000)))
      await new Promise(setImmediate)
    }
    await vi.waitFor(() => expect(lab.followers()).toBe(0))
  })

  test('stays open for an answer larger than any backlog', async () => {
    const seen: NumberedEvent[] = []
    const { view } = await connectView((event) => seen.push(event))
    await view.request('connect', { after: null })
    const exported = view.request('exportRun', { bytes: new Uint8Array(40 * 1024 * 1024) })
    await vi.waitFor(() => expect(lab.requests).toHaveLength(2))
    for (let i = 0; i < 20; i++) lab.push(deleted('r1'))
    expect(await exported).toHaveProperty('value.argument.bytes.length', 40 * 1024 * 1024)
    await vi.waitFor(() => expect(seen).toHaveLength(20))
  })
})

describe('the port', () => {
  test('that is taken is named, with what to do', async () => {
    const taken = serveLab({ lab, port: served.port, rendererDirectory: folder })
    await expect(taken).rejects.toThrow(InputError)
    await expect(taken).rejects.toThrow(`--port: port ${served.port} is used by another program; name another`)
  })

  test('is a free one where none was asked for and the usual one is taken', async () => {
    const squatter = createServer()
    // Taken already by another program is just as well.
    await new Promise((resolve) => squatter.once('error', resolve).listen(4870, '127.0.0.1', () => resolve(null)))
    const other = await serveLab({ lab, port: null, rendererDirectory: folder })
    expect(other.port).not.toBe(4870)
    expect(other.port).toBeGreaterThan(0)
    await other.close()
    await new Promise((resolve) => squatter.close(resolve))
  })

  test('is free again after closing, which says goodbye to the pages', async () => {
    const { socket } = await connectView()
    const code = closeCode(socket)
    const { port } = served
    await served.close()
    expect(await code).toBe(1001)
    served = await serveLab({ lab, port, rendererDirectory: join(folder, 'page') })
    expect(served.port).toBe(port)
  })
})
