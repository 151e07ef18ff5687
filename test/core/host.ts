import { forkEngine } from '../../src-main/core/fork-engine.ts'
import { openLab } from '../../src-main/core/lab.ts'
import { engineEntry, resources } from './places.ts'

/* A host of its own process, to be killed: trains the experiment given to it and tells its parent how far it is. */

const [database = '', experiment = '', paused = ''] = process.argv.slice(2)
const lab = openLab({
  database,
  resources,
  spawnEngine: forkEngine(engineEntry),
  electronVersion: null,
  concurrency: 1,
})
lab.subscribe(({ event }) => {
  if (event.type === 'progress') process.send?.({ step: event.progress.step })
})
const json: unknown = JSON.parse(experiment)
await lab.request('startRun', { experiment: json, directory: null, paused: paused === 'paused' })
