import { parseArgs } from 'node:util'
import { benchCases } from './cases.ts'
import { families, peerPrograms } from './peer-programs.ts'
import type { BenchOptions } from './section.ts'

/** What to measure, and how to print it. */
export interface CommandLine extends BenchOptions {
  /** Names of sections. */
  readonly only: readonly string[]
  readonly markdown: boolean
}

/**
 * Understands the arguments of the bench; without any, everything is measured.
 *
 * @param sections the names there are
 * @throws Error saying what is wrong with which argument, and what would be right
 */
export function parseCommandLine(args: readonly string[], sections: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: sections.join(',') },
      rounds: { type: 'string', default: '5' },
      cases: { type: 'string', default: benchCases.map((_, i) => i).join(',') },
      peers: { type: 'string', default: families.join(',') },
      markdown: { type: 'boolean', default: false },
    },
  })
  const only = values.only.split(',')
  const unknown = only.find((name) => !sections.includes(name))
  if (unknown !== undefined) throw new RangeError(`--only: "${unknown}" is none of ${sections.join(', ')}`)
  const peers = values.peers.split(',')
  const stranger = peers.find((beginning) => !peerPrograms.some(({ name }) => name.startsWith(beginning)))
  if (stranger !== undefined) throw new RangeError(`--peers: "${stranger}" begins none of ${families.join(', ')}`)
  return {
    only,
    peers,
    rounds: wholeNumber('rounds', values.rounds, 1, 1000),
    cases: values.cases.split(',').map((index) => wholeNumber('cases', index, 0, benchCases.length - 1)),
    markdown: values.markdown,
  }
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new RangeError(`--${option}: "${text}" is no whole number from ${least} to ${most}`)
}
