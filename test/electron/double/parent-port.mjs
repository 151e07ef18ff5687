import { EventEmitter } from 'node:events'

/* Loaded before the engine's entry: a forked Node process as a utility process sees itself, with `process.parentPort`. */

const { send } = process
const port = new EventEmitter()
Object.assign(port, { postMessage: (/** @type {unknown} */ message) => send?.call(process, message) })
process.on('message', (data) => port.emit('message', { data, ports: [] }))
Object.assign(process, { parentPort: port, send: undefined })
// A utility process dies with its application.
process.on('disconnect', () => process.exit())
