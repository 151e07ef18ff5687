import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { menuTemplate } from '../../src-main/electron/menu.ts'
import { menuTexts } from '../../src-main/electron/menu-texts.ts'
import type { Place } from '../../src-main/electron/channels.ts'

const entriesOf = (template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entriesOf(item.submenu) : [])])

describe('the menu', () => {
  test.each(['linux', 'win32', 'darwin'] as const)(
    'leads to every place of the lab, and files into it, on %s',
    (platform) => {
      const gone: (Place | 'import')[] = []
      const entries = entriesOf(
        menuTemplate(menuTexts('en'), platform, {
          go: (place) => gone.push(place),
          importFile: () => gone.push('import'),
        }),
      )
      const shortcuts = entries.filter(({ accelerator }) => accelerator !== undefined)
      expect(shortcuts.map(({ label, accelerator }) => `${label} ${accelerator}`)).toEqual([
        'Import… CmdOrCtrl+I',
        'Design CmdOrCtrl+1',
        'Train CmdOrCtrl+2',
        'Evaluate CmdOrCtrl+3',
        'Compare CmdOrCtrl+4',
        'Runs CmdOrCtrl+5',
        'Data CmdOrCtrl+6',
        'Gallery CmdOrCtrl+7',
      ])
      // Called by Electron with the item, the window and the event; the places need none of them.
      for (const { click } of shortcuts) Reflect.apply(click!, null, [])
      expect(gone).toEqual(['import', 'design', 'train', 'evaluate', 'compare', 'runs', 'data', 'gallery'])
      expect(entries.filter(({ role }) => role === 'quit')).toHaveLength(1)
    },
  )

  test('copies and pastes on the Mac too, where only the menu makes these keys work', () => {
    const roles = entriesOf(
      menuTemplate(menuTexts('en'), 'darwin', { go: () => undefined, importFile: () => undefined }),
    ).map(({ role }) => role)
    expect(roles).toEqual(expect.arrayContaining(['copy', 'paste', 'selectAll', 'undo', 'appMenu']))
  })

  test('speaks the system’s language where the lab does, and English elsewhere', () => {
    expect(menuTexts('ru-RU').train).toBe('Обучение')
    expect(menuTexts('en-GB').train).toBe('Train')
    expect(menuTexts('run').train).toBe('Train')
    for (const text of Object.values(menuTexts('ru'))) expect(text).not.toBe('')
  })
})
