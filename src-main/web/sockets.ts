import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { decode, encode } from '@msgpack/msgpack'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Lab } from '../core/lab.ts'
import { linkView } from '../transport/view-link.ts'
import { refuseUpgrade } from './access.ts'
import { callerOf } from './pages.ts'

export interface SocketsOptions {
  readonly lab: Lab
  readonly port: number
  readonly token: string
}

export const socketPath = '/socket'

/** An experiment with its data in place is the largest thing a page sends. */
const largestMessage = 64 * 1024 * 1024

/** A page this far behind is cut off; it connects anew and asks for what it missed, or for a fresh picture. */
const largestBacklog = 16 * 1024 * 1024

/** What is larger is an answer the page asked for (exported weights), and no sign of falling behind. */
const largestEvent = 1024 * 1024

const heartbeatMilliseconds = 30_000

export interface Sockets {
  /** Answers an HTTP upgrade. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Says goodbye to every page. */
  close(): void
  /** Cuts off those that did not answer. */
  terminate(): void
}

/** The pages' connections to the lab: MessagePack over WebSocket, which keeps NaN, infinities and bytes as they are. */
export function createSockets({ lab, port, token }: SocketsOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false })
  const silent = new WeakSet<WebSocket>()

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
    }
  }, heartbeatMilliseconds)
  heartbeat.unref()

  const connect = (socket: WebSocket): void => {
    socket.on('pong', () => silent.delete(socket))
    // The connection is closed after any error; `close` does what is to be done.
    socket.on('error', () => socket.terminate())
    const send = sender(socket)
    const end = linkView(lab, {
      post: (data) => send(data as Uint8Array),
      onMessage: (listener) => socket.on('message', listener),
      serialize: (message) => encode(message, { ignoreUndefined: true }),
      deserialize: (data) => decode(plainBytes(data as Buffer)),
      onFault: () => socket.close(1007, 'not a call'),
    })
    socket.on('close', end)
  }

  return {
    upgrade(request, socket, head) {
      const status = request.url?.split('?')[0] === socketPath ? refuseUpgrade(callerOf(request), port, token) : 404
      if (status !== null) {
        socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
        return
      }
      server.handleUpgrade(request, socket, head, connect)
    },
    close() {
      clearInterval(heartbeat)
      for (const socket of server.clients) socket.close(1001, 'the lab is closing')
      server.close()
    },
    terminate() {
      for (const socket of server.clients) socket.terminate()
    },
  }
}

/** Sends messages of one connection, unless too many lie unsent: a stuck page must not fill the lab's memory. */
function sender(socket: WebSocket): (data: Uint8Array) => void {
  let backlog = 0
  return (data) => {
    if (socket.readyState !== socket.OPEN) return
    const bytes = data.byteLength <= largestEvent ? data.byteLength : 0
    backlog += bytes
    if (backlog > largestBacklog) socket.terminate()
    // A failed send is followed by `error` or `close`, which end the connection.
    else socket.send(data, () => (backlog -= bytes))
  }
}

/** Bytes decoded from a Node Buffer would be Buffers themselves, which nothing behind this door expects. */
function plainBytes({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
