import { inProject } from '../../../scripts/project.mjs'
import { writeCase } from '../case-files.ts'
import { doesOtherWork, ratioTo, type CaseResult, type PeerResult } from '../case-result.ts'
import { benchCases, type BenchCase } from '../cases.ts'
import { installLibraries } from '../install-libraries.ts'
import { startPeer, type Peer } from '../peer.ts'
import { families, lab, peerPrograms, type PeerProgram } from '../peer-programs.ts'
import { tell, type BenchOptions, type SectionResult } from '../section.ts'
import { isReferenceBlas, speedNotes } from '../speed-notes.ts'
import { speedTable } from '../speed-table.ts'
import { median, relativeDifference } from '../statistics.ts'

/*
 * The same networks with the same weights on the same data, trained by the lab and by its peers in turns, so that what
 * disturbs the machine disturbs all.
 */

/** Peers at work, and why the others are not. */
interface Field {
  readonly peers: Set<Peer>
  readonly absent: Map<string, string>
}

export async function measure(options: BenchOptions): Promise<SectionResult> {
  const folder = inProject('test-results/bench/cases')
  const isChosen = ({ name }: PeerProgram) => options.peers.some((beginning) => name.startsWith(beginning))
  const programs = peerPrograms.filter(isChosen)
  const field = await startPeers(programs, folder)
  const started = [...field.peers]

  const results: CaseResult[] = []
  for (const index of options.cases) {
    const bench = benchCases[index] as BenchCase
    const losses = writeCase(folder, index, bench)
    results.push({ bench, peers: await contest(field, index, losses, options.rounds) })
  }
  for (const peer of field.peers) peer.end()

  const untrusted = new Set(started.filter(isReferenceBlas).map(({ family }) => family))
  const table = speedTable(
    results,
    programs.filter(({ family }) => family === lab).map(({ name }) => name),
    families.filter((family) => family !== lab && programs.some((program) => program.family === family)),
    untrusted,
    speedNotes(options.rounds, started, field.absent, results),
  )
  const versions = Object.fromEntries(started.map(({ name, version, blas }) => [name, { version, blas }]))
  const absent = Object.fromEntries(field.absent)
  return {
    tables: [table],
    data: { versions, absent, results: results.map((result) => ({ ...result, ratios: ratiosOf(result, untrusted) })) },
  }
}

/** How many times faster the lab is than each family, and whether that is enough; null where nobody can say. */
function ratiosOf(result: CaseResult, untrusted: ReadonlySet<string>) {
  return families
    .filter((family) => family !== lab)
    .map((family) => {
      const ratio = ratioTo(result, lab, family)
      const atLeast = result.bench.targets[family] ?? null
      const met = ratio === null || atLeast === null || untrusted.has(family) ? null : ratio >= atLeast
      return { family, ratio, atLeast, met }
    })
}

async function startPeers(programs: readonly PeerProgram[], folder: string): Promise<Field> {
  const field: Field = { peers: new Set(), absent: new Map() }
  const libraries = programs.some(({ needsLibraries }) => needsLibraries) ? await reasonAgainstLibraries() : null
  for (const program of programs) {
    try {
      if (program.needsLibraries && libraries !== null) throw new Error(libraries)
      field.peers.add(await startPeer(program, folder))
    } catch (error) {
      leave(field, program.name, error)
    }
  }
  return field
}

async function reasonAgainstLibraries(): Promise<string | null> {
  try {
    await installLibraries()
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

/** The first batches, then rounds of about a second for everybody who computed the same. */
async function contest(
  field: Field,
  index: number,
  expected: readonly number[],
  rounds: number,
): Promise<readonly PeerResult[]> {
  const { name } = benchCases[index] as BenchCase
  const differences = new Map<Peer, number | null>()
  const speeds = new Map<Peer, number[]>()
  await everybody(field, async (peer) => {
    const losses = await peer.losses(index)
    differences.set(peer, losses && relativeDifference(losses, expected))
  })
  for (let round = 1; round <= rounds; round++) {
    tell(`${name}: round ${round} of ${rounds}`)
    await everybody(field, async (peer) => {
      if (doesOtherWork({ difference: differences.get(peer) ?? null })) return
      const speed = await peer.speed(index)
      if (speed !== null) speeds.set(peer, [...(speeds.get(peer) ?? []), speed])
    })
  }
  return [...differences].map(([peer, difference]) => {
    const own = speeds.get(peer) ?? []
    return {
      family: peer.family,
      name: peer.name,
      difference,
      rounds: own,
      median: own.length > 0 ? median(own) : null,
    }
  })
}

/** One after the other; who fails takes no further part. */
async function everybody({ peers, absent }: Field, work: (peer: Peer) => Promise<void>): Promise<void> {
  for (const peer of peers) {
    try {
      await work(peer)
    } catch (error) {
      peers.delete(peer)
      leave({ peers, absent }, peer.name, error)
    }
  }
}

function leave({ absent }: Field, name: string, error: unknown): void {
  absent.set(name, reasonOf(error))
  tell(`${name} takes no part: ${reasonOf(error)}`)
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
