import type { CarryingProgress } from '../../protocol.ts'

/** Hears how far work is. What it throws ends the work. */
export type Tell = (progress: CarryingProgress) => void

/** Tells how much of so many bytes is done, as they are done. */
export function byBytes(tell: Tell, stage: CarryingProgress['stage'], total: number): (bytes: number) => void {
  let done = 0
  tell({ stage, share: 0 })
  return (bytes) => {
    done += bytes
    // What belongs to several runs is read several times.
    tell({ stage, share: Math.min(1, done / Math.max(1, total)) })
  }
}
