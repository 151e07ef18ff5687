import type { IncomingMessage, ServerResponse } from 'node:http'
import { securityHeaders } from '../transport/content-security-policy.ts'
import { readPageFile } from '../transport/page-files.ts'
import { type Caller, isSameToken, refuseForeign, refuseUnknown, tokenCookie } from './access.ts'

export interface PagesOptions {
  readonly port: number
  readonly token: string
  readonly rendererDirectory: string
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** What to answer to a plain HTTP request: a file of the page, to those who may have it. */
export async function answerTo(request: IncomingMessage, options: PagesOptions): Promise<Answer> {
  const caller = callerOf(request)
  const foreign = refuseForeign(caller, options.port)
  if (foreign !== null) return refusal(foreign)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, { Allow: 'GET, HEAD' })

  const url = URL.parse(request.url ?? '', `http://127.0.0.1:${options.port}`)
  if (url === null) return refusal(404)
  const token = url.searchParams.get('token')
  if (url.pathname === '/' && token !== null && isSameToken(token, options.token)) {
    // From here on the cookie speaks, and the token leaves the address bar, the history and bookmarks.
    return { status: 303, headers: { Location: '/', 'Set-Cookie': tokenCookie(options.port, options.token) } }
  }
  const unknown = refuseUnknown(caller, options.port, options.token)
  if (unknown !== null) return refusal(unknown)

  const file = await readPageFile(options.rendererDirectory, url.pathname)
  if (file === null) return refusal(404)
  return { status: 200, headers: { 'Content-Type': file.contentType }, body: file.bytes }
}

const explanations = {
  401: 'This lab wants the address it printed when it started: the one with ?token= at its end.',
  403: 'This lab answers only its own page on this machine.',
  404: 'There is no such page.',
  405: 'This lab only gives pages (GET, HEAD).',
  500: 'The lab could not read the page.',
}

/** The answer to a request that is not served: one sentence. */
export function refusal(status: keyof typeof explanations, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }, body: explanations[status] }
}

export function callerOf(request: IncomingMessage): Caller {
  const { host, origin, cookie } = request.headers
  return { host, origin, cookie }
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  // The files change with the next build, and come from this very machine: nothing is gained by keeping them.
  response.writeHead(status, { ...securityHeaders, 'Cache-Control': 'no-store', ...headers })
  // Node leaves the body out of answers to HEAD.
  response.end(body)
}
