import { expect, test } from 'vitest'
import { findCommands } from '../../../src-renderer/actions/find-commands.ts'
import type { Command } from '../../../src-renderer/actions/use-commands.ts'

function command(title: string, group: Command['group'] = 'actions.groups.actions'): Command {
  return { id: title, group, title, detail: '', keys: null, enabled: true, run: () => undefined }
}

const commands = [
  command('Train'),
  command('Save the experiment'),
  command('Dark', 'actions.groups.themes'),
  command('#12 Spiral', 'actions.groups.runs'),
]
const nameOf = (group: string): string => (group === 'actions.groups.themes' ? 'Theme' : group)

test('with nothing typed, all are listed under the names of their groups', () => {
  const found = findCommands(commands, ' ', nameOf)
  expect(found.map(({ command: { title } }) => title)).toEqual(['Train', 'Save the experiment', 'Dark', '#12 Spiral'])
  expect(found.map(({ heading }) => heading)).toEqual(['actions.groups.actions', null, 'Theme', 'actions.groups.runs'])
})

test('what was typed is found in the title, else with the name of the group', () => {
  expect(findCommands(commands, 'spi', nameOf)[0]?.command.title).toBe('#12 Spiral')
  expect(findCommands(commands, 'theme dark', nameOf).map(({ command: { title } }) => title)).toEqual(['Dark'])
})

test('the letters that were typed are pieces of their own', () => {
  expect(findCommands(commands, 'spi', nameOf)[0]?.parts).toEqual([
    { text: '#12 ', marked: false },
    { text: 'Spi', marked: true },
    { text: 'ral', marked: false },
  ])
})
