import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGB: number
  readonly node: string
  readonly platform: string
  /** Of the last minute, before anything was measured. */
  readonly load: number
  readonly date: string
}

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    load: loadavg()[0] ?? NaN,
    date: new Date().toISOString().slice(0, 10),
  }
}

/** In a sentence, and one more where others were at work on the machine. */
export function describeMachine({ processor, cores, memoryGB, node, platform, load, date }: Machine): string {
  const busy = load > cores / 2 ? ' WARNING: the machine was busy, so the figures mean little; measure again.' : ''
  return (
    `Measured on ${date}: ${processor}, ${cores} cores, ${memoryGB} GB, ${platform}, Node ${node}; ` +
    `load average before: ${load.toFixed(2)}.${busy}`
  )
}
