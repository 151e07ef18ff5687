import { utilityProcess } from 'electron'
import { engineEnvironment } from '../core/engine-environment.ts'
import type { SpawnEngine } from '../core/engine-port.ts'

/** Engine processes of Electron: utility processes, started from the built file `entry`. */
export function utilityEngine(entry: string): SpawnEngine {
  return () => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'Backprop Lab engine', env: engineEnvironment() })
    return {
      // No transfer list: Electron loses messages whose buffers are transferred.
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', listener),
      kill: () => void child.kill(),
    }
  }
}
