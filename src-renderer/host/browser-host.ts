import { decode, encode } from '@msgpack/msgpack'
import type { ViewFunctions } from '../../src-main/protocol.ts'
import type { ChooseFileOptions, Host, Link } from './host.ts'
import { rpcLink } from './rpc-link.ts'

/** The lab behind a WebSocket of the server this page came from; files are chosen on the lab's machine by a dialog of the view. */
export function createBrowserHost(chooseFile: (options: ChooseFileOptions) => Promise<string | null>): Host {
  return {
    kind: 'browser',
    open: openSocket,
    chooseFile,
    saveFile: (name, bytes) => download(name, blobOf(bytes)),
    async saveWritten(name, { parts }) {
      // Blobs are the browser's to keep, on its disk if need be: the page never holds the whole file.
      const all: Blob[] = []
      for await (const part of parts()) all.push(blobOf(part))
      return download(name, new Blob(all, { type: binary }))
    },
    // A browser tells no page where a file lies.
    pathOf: () => null,
    onMenu: () => undefined,
  }
}

function openSocket(view: ViewFunctions, onClose: () => void): Promise<Link> {
  const url = new URL('/socket', location.href)
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'

  return new Promise((resolve, reject) => {
    let link: Link | null = null
    socket.addEventListener('open', () => {
      link = rpcLink(
        {
          post: (data) => socket.send(data as Uint8Array<ArrayBuffer>),
          onMessage: (listener) => socket.addEventListener('message', (message) => listener(message.data)),
          serialize: (data) => encode(data, { ignoreUndefined: true }),
          deserialize: (data) => decode(new Uint8Array(data as ArrayBuffer)),
          close: () => socket.close(),
        },
        view,
      )
      resolve(link)
    })
    socket.addEventListener('close', (event) => {
      if (!link) {
        reject(new Error(`No WebSocket at ${url.href} (code ${event.code})`))
        return
      }
      link.close()
      onClose()
    })
  })
}

const binary = 'application/octet-stream'

function blobOf(bytes: Uint8Array): Blob {
  return new Blob([bytes.slice()], { type: binary })
}

function download(name: string, content: Blob): Promise<string> {
  const url = URL.createObjectURL(content)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  // The browser reads the URL after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return Promise.resolve(name)
}
