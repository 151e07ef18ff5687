import { workerData } from 'node:worker_threads'
import { help, type Invitation } from '../../src-engine/kernels/simd/team.ts'

/* The entry of a thread that shares the work of the kernels: it does nothing else until it is dismissed. */

help(workerData as Invitation)
