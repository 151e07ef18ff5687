import { availableParallelism } from 'node:os'
import { join } from 'node:path'

/** A program that trains the cases, as peers/answer.ts describes. */
export interface PeerProgram {
  /** What it is a program of, one of the columns of the comparison. */
  readonly family: string
  readonly name: string
  readonly command: string
  /** The folder of the cases is added to them. */
  readonly args: (folder: string) => readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Whether it needs a library of test/bench/package.json. */
  readonly needsLibraries: boolean
}

const { execPath, env: environment } = process
/** Debian's, whose NumPy and PyTorch are meant, unless told otherwise. */
const python = environment['PYTHON'] ?? '/usr/bin/python3'
const inFolder = (file: string) => join(import.meta.dirname, file)

/** One, two, four … and all the processor has. */
const threadCounts: readonly number[] = [1, 2, 4, 8, 16, 32]
  .filter((threads) => threads < availableParallelism())
  .concat(availableParallelism())

const inThreads = (threads: number) => (threads === 1 ? '1 thread' : `${threads} threads`)

const notSpinning = { OMP_WAIT_POLICY: 'PASSIVE' }

export const lab = 'lab'

/** The lab with one thread and with all, NumPy and PyTorch with any number of them, and libraries in JavaScript. */
export const peerPrograms: readonly PeerProgram[] = [
  ...threadCounts
    .filter((threads) => threads === 1 || threads === availableParallelism())
    .map((threads): PeerProgram => {
      const args = (folder: string) => [inFolder('engine.ts'), folder, String(threads)]
      return { family: lab, name: `lab, ${inThreads(threads)}`, command: execPath, args, needsLibraries: false }
    }),
  ...threadCounts.flatMap((threads) => [
    pythonPeer('NumPy', 'peers/numpy_bench.py', threads),
    pythonPeer('PyTorch', 'peers/torch_bench.py', threads),
    // Its own threads spin while they wait, and may keep those of OpenBLAS from the processor.
    ...(threads > 1 ? [pythonPeer('PyTorch', 'peers/torch_bench.py', threads, ', not spinning', notSpinning)] : []),
  ]),
  libraryPeer('TensorFlow.js WASM', 'peers/tfjs.mjs', 'wasm'),
  libraryPeer('TensorFlow.js plain', 'peers/tfjs.mjs', 'cpu'),
  libraryPeer('brain.js', 'peers/brain.mjs'),
]

/** Every family once, in order. */
export const families: readonly string[] = [...new Set(peerPrograms.map(({ family }) => family))]

function pythonPeer(family: string, file: string, threads: number, how = '', env = {}): PeerProgram {
  const count = String(threads)
  return {
    family,
    name: `${family}, ${inThreads(threads)}${how}`,
    command: python,
    args: (folder) => [inFolder(file), folder, count],
    env: { ...env, OPENBLAS_NUM_THREADS: count, OMP_NUM_THREADS: count, PYTHONDONTWRITEBYTECODE: '1' },
    needsLibraries: false,
  }
}

function libraryPeer(family: string, file: string, ...args: readonly string[]): PeerProgram {
  return {
    family,
    name: family,
    command: execPath,
    args: (folder) => [inFolder(file), folder, ...args],
    needsLibraries: true,
  }
}
