import type { HostMessage } from '../engine_process/messages.ts'

/** A process that trains, seen from the host. Each host brings its own kind. */
export interface EnginePort {
  send(message: HostMessage): void
  /** Messages as they come, unchecked: the supervisor validates them. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, with the exit code, or null where a signal ended it. */
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, with nothing saved. */
  kill(): void
}

/** Starts a process that trains; it says `ready` when it listens. */
export type SpawnEngine = () => EnginePort
