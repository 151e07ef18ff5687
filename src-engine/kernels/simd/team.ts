import type { Team } from '../team.ts'
import type { Assembly } from './assembly-interface.ts'
import type { KernelMemory } from './memory.ts'
import { Instance, type WasmMemory, type WasmModule } from './web-assembly.ts'

/** More threads than this never share a kernel. */
const mostThreads = 64

/** What another thread needs to help. */
export interface Invitation {
  readonly module: WasmModule
  readonly memory: WasmMemory
  /** Number of the helper, from 1. */
  readonly helper: number
  readonly team: number
  readonly scratch: number
}

/**
 * What a kernel must cost to be shared, in multiplications and additions of a product of matrices: with one helper it is
 * done twice as fast then, calling it and waiting for it (0.5–1 µs) included.
 */
const leastWork = 60_000

export function createTeam(assembly: Assembly, module: WasmModule, memory: KernelMemory): Team {
  const team = memory.allocate(assembly.teamBytes(mostThreads)).byteOffset
  let invited = 0
  assembly.useTeam(team)
  assembly.useThreads(1, leastWork)

  function countPresent(): number {
    let helpers = 0
    while (helpers < invited && assembly.hasJoined(helpers + 1) !== 0) helpers++
    return 1 + helpers
  }

  return {
    get present() {
      return countPresent()
    },
    get foundWork() {
      return assembly.foundWork() !== 0
    },
    invite() {
      if (invited + 1 === mostThreads) return null
      invited++
      const scratch = memory.allocate(assembly.scratchBytes()).byteOffset
      return { module, memory: memory.wasm, helper: invited, team, scratch } satisfies Invitation
    },
    use(threads, least = leastWork) {
      assembly.useThreads(Math.max(1, Math.min(threads, countPresent())), least)
    },
    dismiss() {
      assembly.dismiss(invited)
    },
  }
}

/** Joins a team and does its share of the work. Returns when dismissed, so it needs a thread to itself. */
export function help({ module, memory, helper, team, scratch }: Invitation): void {
  const { exports } = new Instance(module, { env: { memory } })
  // The module was built from the functions this type lists.
  const assembly = exports as Assembly
  assembly.useScratch(scratch)
  assembly.useTeam(team)
  assembly.work(helper)
}
