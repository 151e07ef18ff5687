import {
  CircleCheck,
  CirclePause,
  CircleStop,
  CircleX,
  Clock,
  Play,
  TriangleAlert,
  Unplug,
  type LucideIcon,
} from '@lucide/vue'
import type { RunStatus } from '../../src-main/protocol.ts'

export interface StatusLook {
  readonly icon: LucideIcon
  readonly colour: string
}

/** A shape and a colour for every status; the word always goes with them. */
export const statusLooks: Readonly<Record<RunStatus, StatusLook>> = {
  queued: { icon: Clock, colour: 'var(--status-idle)' },
  running: { icon: Play, colour: 'var(--status-busy)' },
  paused: { icon: CirclePause, colour: 'var(--status-warning)' },
  completed: { icon: CircleCheck, colour: 'var(--status-good)' },
  stopped: { icon: CircleStop, colour: 'var(--status-idle)' },
  failed: { icon: CircleX, colour: 'var(--status-bad)' },
  interrupted: { icon: Unplug, colour: 'var(--status-warning)' },
  diverged: { icon: TriangleAlert, colour: 'var(--status-bad)' },
}
