import type { Envelope, NumberedEvent, RequestArguments, RequestName, Responses } from '../protocol.ts'
import type { SpawnEngine } from './engine-port.ts'

export interface LabOptions {
  /** The database file; its folder is made if there is none. */
  readonly database: string
  /** The folder that holds `experiments/*.json`, the examples. */
  readonly resources: string
  readonly spawnEngine: SpawnEngine
  readonly electronVersion: string | null
  /** How many runs train at once; without it the stored setting, or else one less than there are cores. */
  readonly concurrency?: number
}

/** The whole lab behind one door, the same for every host. */
export interface Lab {
  /** One request, checked against its schema; errors come as envelopes, never thrown. */
  request<K extends RequestName>(name: K, argument: RequestArguments<K>): Promise<Envelope<Responses[K]>>
  /** The same for transports, which cannot know types: unknown names and bad arguments become error envelopes. */
  handle(name: string, argument: unknown): Promise<Envelope<unknown>>
  /** Numbered events from now on; returns the function that ends it. */
  subscribe(listener: (event: NumberedEvent) => void): () => void
  /** Interrupts what is training (with a checkpoint, to be resumed), waits a few seconds at most, closes the store. */
  close(): Promise<void>
}

export declare function openLab(options: LabOptions): Lab
