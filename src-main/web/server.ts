import { createServer, type Server } from 'node:http'
import { inputError } from '../../src-engine/problem.ts'
import type { Lab } from '../core/lab.ts'
import { createToken } from './access.ts'
import { answerTo, refusal, send } from './pages.ts'
import { createSockets } from './sockets.ts'
import { say } from '../../src-engine/sentence.ts'

export interface ServeOptions {
  readonly lab: Lab
  /** Null: 4870, or any free one where that is taken. */
  readonly port: number | null
  /** The built page: the folder of its index.html. */
  readonly rendererDirectory: string
}

export interface ServedLab {
  readonly port: number
  /** The address with this launch's token: whoever has it may use the lab. */
  readonly url: string
  /** Cuts off the pages and frees the port; the lab itself stays open. */
  close(): Promise<void>
}

const host = '127.0.0.1'
const usualPort = 4870

/**
 * The lab in a browser of this machine, until closed.
 *
 * @throws InputError where the port that was asked for is taken or not ours to take
 */
export async function serveLab({ lab, port: wantedPort, rendererDirectory }: ServeOptions): Promise<ServedLab> {
  const token = createToken()
  const server = createServer()
  const port = await listen(server, wantedPort)
  const sockets = createSockets({ lab, port, token })

  server.on('request', (request, response) => {
    answerTo(request, { port, token, rendererDirectory })
      .catch((error: unknown) => {
        console.error(error)
        return refusal(500)
      })
      .then((answer) => send(response, answer), console.error)
  })
  server.on('upgrade', (request, socket, head) => {
    // A peer that goes away during the handshake concerns nobody else.
    socket.on('error', () => socket.destroy())
    sockets.upgrade(request, socket, head)
  })

  return {
    port,
    url: `http://${host}:${port}/?token=${token}`,
    async close() {
      sockets.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      // Pages that do not answer the goodbye are not waited for.
      const impatience = setTimeout(() => {
        sockets.terminate()
        server.closeAllConnections()
      }, 1_000)
      await closed
      clearTimeout(impatience)
    },
  }
}

async function listen(server: Server, wanted: number | null): Promise<number> {
  const attempt = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        const address = server.address()
        if (address === null || typeof address === 'string') throw new Error('The server listens on no TCP port')
        resolve(address.port)
      })
    })
  try {
    return await attempt(wanted ?? usualPort)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    if (wanted === null) return attempt(0)
    const found =
      code === 'EACCES'
        ? say('port {port} may not be used by ordinary programs', { port: wanted })
        : say('port {port} is used by another program', { port: wanted })
    throw inputError(['--port'], found, say('name another, or leave --port out to get a free one'))
  }
}
