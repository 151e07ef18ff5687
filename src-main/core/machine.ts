import { availableParallelism } from 'node:os'
import { fastestKernels } from '../files/kernels.ts'
import { engineVersion } from '../../src-engine/version.ts'
import type { LabInfo } from '../protocol.ts'
import { sqliteVersion } from '../store/database.ts'

/** What the lab runs on. */
export function describeMachine(): Omit<LabInfo, 'electron' | 'database'> {
  return {
    version: engineVersion,
    node: process.versions.node,
    sqlite: sqliteVersion(),
    kernel: fastestKernels('float32').name,
    cores: availableParallelism(),
  }
}
