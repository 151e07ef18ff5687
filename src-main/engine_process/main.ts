import '../node-guard.ts'
import { fastestKernels } from '../files/kernels.ts'
import { recruit } from './kernel-threads.ts'
import type { EngineMessage } from './messages.ts'
import { createSession } from './session.ts'
import type { Later } from './step-pace.ts'

/*
 * The process that trains one run: Electron's utility process, or a forked Node process of the other hosts. The host
 * ends it when it has said its last; it ends by itself when the host is gone.
 */

interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
}

const later: Later = (milliseconds, work) => {
  if (milliseconds > 0) {
    const timer = setTimeout(work, milliseconds)
    return () => clearTimeout(timer)
  }
  const immediate = setImmediate(work)
  return () => clearImmediate(immediate)
}

const session = (send: (message: EngineMessage) => void) =>
  createSession({ send, kernelsFor: fastestKernels, recruit, now: () => performance.now(), later })

const electronPort = (process as { parentPort?: ElectronPort }).parentPort

// Ctrl-C reaches every process of a terminal: what happens to the run is the host's to decide.
process.on('SIGINT', () => undefined)

if (electronPort) {
  const { receive } = session((message) => {
    electronPort.postMessage(message)
  })
  electronPort.on('message', (event) => {
    receive(event.data)
  })
} else if (process.send) {
  process.on('SIGTERM', () => undefined)
  process.on('SIGHUP', () => undefined)
  process.on('disconnect', () => process.exit())
  const { receive } = session((message) => {
    // A host that cannot be told anything is gone, even if the end of the channel has not been noticed yet.
    process.send?.(message, undefined, undefined, (error) => {
      if (error) process.exit()
    })
  })
  process.on('message', receive)
} else {
  process.stderr.write('This is the engine of Backprop Lab; it is started by the lab itself.\n')
  process.exitCode = 2
}
