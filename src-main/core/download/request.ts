import * as http from 'node:http'
import * as https from 'node:https'
import { say } from '../../../src-engine/sentence.ts'
import { MirrorProblem } from './mirror-problem.ts'

const maxRedirects = 5

export interface RequestOptions {
  /** The first byte that is wanted. */
  readonly from: number
  readonly signal: AbortSignal
  /** Milliseconds without a byte after which a server counts as gone. */
  readonly patience: number
}

/**
 * Asks a server for a file from some byte on, following redirects; through the proxy that the environment names
 * (`HTTPS_PROXY`, `NO_PROXY`), where Node can (24.5 or newer).
 */
export async function requestFile(url: URL, options: RequestOptions, redirects = 0): Promise<http.IncomingMessage> {
  const response = await send(url, options)
  const { statusCode = 0, headers } = response
  if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) return response
  response.destroy()
  const target = new URL(headers.location, url)
  if (redirects >= maxRedirects) throw new MirrorProblem(say('it redirects without end'))
  if (url.protocol === 'https:' && target.protocol !== 'https:')
    throw new MirrorProblem(say('it redirects to {url}', { url: target.href }))
  return requestFile(target, options, redirects + 1)
}

function send(url: URL, { from, signal, patience }: RequestOptions): Promise<http.IncomingMessage> {
  const protocol = url.protocol === 'https:' ? https : http
  const agent = new protocol.Agent({ proxyEnv: process.env })
  const headers = { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) }
  return new Promise((resolve, reject) => {
    let answer: http.IncomingMessage | null = null
    const request = protocol.get(url, { agent, headers, signal }, (response) => {
      answer = response
      response.once('close', () => {
        agent.destroy()
      })
      resolve(response)
    })
    request.setTimeout(patience, () => {
      const gone = new MirrorProblem(say('it sent nothing for {seconds} s', { seconds: patience / 1000 }))
      // Who reads the answer is to be told why it ends.
      if (answer) answer.destroy(gone)
      else request.destroy(gone)
    })
    request.once('error', (error) => {
      agent.destroy()
      reject(error)
    })
  })
}
