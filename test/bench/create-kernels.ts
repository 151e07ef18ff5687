import { setTimeout as sleep } from 'node:timers/promises'
import type { Kernels } from '../../src-engine/kernels/kernels.ts'
import { recruit } from '../../src-main/engine_process/kernel-threads.ts'
import { fastestKernels } from '../../src-main/files/kernels.ts'

/** Fresh float32 kernels for one network, with just so many threads. */
export async function createKernels(threads: number): Promise<Kernels> {
  const kernels = fastestKernels('float32')
  const { team } = kernels
  if (threads === 1) return kernels
  if (team === null) throw new Error('this machine has no kernels that threads can share')
  recruit(team, threads - 1)
  while (team.present < threads) await sleep(1)
  team.use(threads)
  return kernels
}
