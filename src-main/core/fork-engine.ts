import { fork } from 'node:child_process'
import { engineEnvironment } from './engine-environment.ts'
import type { SpawnEngine } from './engine-port.ts'

/**
 * Engine processes of plain Node hosts (browser and terminal), forked from the file `entry`.
 *
 * Typed arrays travel by structured clone. Standard output stays closed, since the terminal's belongs to its answer.
 */
export function forkEngine(entry: string): SpawnEngine {
  return () => {
    const child = fork(entry, {
      serialization: 'advanced',
      env: engineEnvironment(),
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    let ended = false
    return {
      send(message) {
        // A process that has just died cannot be told anything; its exit is reported by `onExit`.
        if (child.connected) child.send(message, () => undefined)
      },
      onMessage(listener) {
        child.on('message', listener)
      },
      onExit(listener) {
        const end = (code: number | null) => {
          if (ended) return
          ended = true
          listener(code)
        }
        child.on('exit', end)
        child.on('error', () => end(null))
      },
      kill() {
        child.kill('SIGKILL')
      },
    }
  }
}
