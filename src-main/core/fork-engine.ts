import { fork } from 'node:child_process'
import type { SpawnEngine } from './engine-port.ts'

/** What the process needs to know of its surroundings; everything else in the environment stays out of it. */
const environment = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'TZ']

/**
 * Engine processes of plain Node hosts (browser and terminal), forked from the file `entry`.
 *
 * Typed arrays travel by structured clone. Standard output stays closed, since the terminal's belongs to its answer.
 */
export function forkEngine(entry: string): SpawnEngine {
  return () => {
    const child = fork(entry, {
      serialization: 'advanced',
      env: Object.fromEntries(environment.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
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
