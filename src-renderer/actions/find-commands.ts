import type { MessageKey } from '../i18n/messages.ts'
import { fuzzyMatch } from './fuzzy.ts'
import type { Command } from './use-commands.ts'

export interface FoundCommand {
  readonly command: Command
  /** The title in pieces, those that were typed marked. */
  readonly parts: readonly { readonly text: string; readonly marked: boolean }[]
  /** The name of its group where that begins; nothing in a list by relevance. */
  readonly heading: string | null
}

const mostShown = 60
/** Until something is typed, only so many of a group: a lab may hold a thousand runs. */
const mostOfGroup = 24
/** A hit in the name of the group alone counts less than any in the title as it was typed. */
const groupPenalty = 150

/** With nothing typed, all by group; else by relevance, found in the title, or in the title with the group's name. */
export function findCommands(
  commands: readonly Command[],
  query: string,
  nameOf: (group: MessageKey) => string,
): FoundCommand[] {
  if (query.trim() === '') return byGroup(commands, nameOf)
  return commands
    .flatMap((command) => {
      const inTitle = fuzzyMatch(query, command.title)
      if (inTitle) return [{ command, ...inTitle }]
      const whole = fuzzyMatch(query, `${command.title} ${nameOf(command.group)} ${command.detail}`)
      if (!whole) return []
      return [{ command, score: whole.score - groupPenalty, marked: whole.marked }]
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, mostShown)
    .map(({ command, marked }) => ({ command, parts: partsOf(command.title, marked), heading: null }))
}

function byGroup(commands: readonly Command[], nameOf: (group: MessageKey) => string): FoundCommand[] {
  const counts = new Map<MessageKey, number>()
  return commands.flatMap((command) => {
    const count = counts.get(command.group) ?? 0
    counts.set(command.group, count + 1)
    if (count >= mostOfGroup) return []
    return [{ command, parts: partsOf(command.title, []), heading: count === 0 ? nameOf(command.group) : null }]
  })
}

function partsOf(title: string, marked: readonly number[]): FoundCommand['parts'] {
  const isMarked = new Set(marked)
  const parts: { text: string; marked: boolean }[] = []
  Array.from({ length: title.length }, (_, at) => {
    const last = parts.at(-1)
    if (last?.marked === isMarked.has(at)) last.text += title.charAt(at)
    else parts.push({ text: title.charAt(at), marked: isMarked.has(at) })
  })
  return parts
}
