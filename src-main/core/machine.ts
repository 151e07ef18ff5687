import { availableParallelism } from 'node:os'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { engineVersion } from '../../src-engine/version.ts'
import type { LabInfo } from '../protocol.ts'
import { sqliteVersion } from '../store/database.ts'

/** What the lab runs on. */
export function describeMachine(): Omit<LabInfo, 'electron' | 'database'> {
  return {
    version: engineVersion,
    node: process.versions.node,
    sqlite: sqliteVersion(),
    kernel: referenceKernels.name,
    cores: availableParallelism(),
  }
}
