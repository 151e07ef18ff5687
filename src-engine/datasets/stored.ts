import { say, type Sentence } from '../sentence.ts'

/** Names of files that begin so are among the data the lab has downloaded, wherever that is on this machine. */
export const storedPrefix = 'lab:'

/** The sets the lab can download. */
export const storedSets = ['mnist', 'fashion-mnist'] as const

export type StoredSet = (typeof storedSets)[number]

/** What a person does to have a set that is not there. */
export function howToGet(set: string): Sentence {
  return say('run: {command}', { command: `npm run -s lab -- datasets get ${set}` })
}
