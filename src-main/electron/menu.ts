import type { MenuItemConstructorOptions } from 'electron'
import { places, type Place } from './channels.ts'
import type { MenuTexts } from './menu-texts.ts'

/** What choosing an entry does. */
export interface MenuActions {
  readonly go: (place: Place) => void
  readonly importFile: () => void
}

/** The native menu: the system's usual entries, the places of the lab, and the way into it for files. */
export function menuTemplate(
  texts: MenuTexts,
  platform: NodeJS.Platform,
  { go, importFile }: MenuActions,
): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const isMac = platform === 'darwin'
  const about: MenuItemConstructorOptions = { role: 'about', label: texts.about }
  const quit: MenuItemConstructorOptions = { role: 'quit', label: texts.quit }
  const close: MenuItemConstructorOptions = { role: 'close', label: texts.close }

  const applicationMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      about,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      separator,
      quit,
    ],
  }
  return [
    ...(isMac ? [applicationMenu] : []),
    {
      label: texts.file,
      submenu: [
        { label: texts.importFile, accelerator: 'CmdOrCtrl+I', click: importFile },
        separator,
        close,
        ...(isMac ? [] : [quit]),
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo', label: texts.undo },
        { role: 'redo', label: texts.redo },
        separator,
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
      ],
    },
    {
      label: texts.go,
      submenu: places.map((place, index) => ({
        label: texts[place],
        accelerator: `CmdOrCtrl+${index + 1}`,
        click: () => go(place),
      })),
    },
    {
      label: texts.view,
      submenu: [
        { role: 'resetZoom', label: texts.actualSize },
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        separator,
        { role: 'togglefullscreen', label: texts.fullScreen },
        separator,
        { role: 'reload', label: texts.reload },
        { role: 'toggleDevTools', label: texts.developerTools },
      ],
    },
    {
      role: 'windowMenu',
      label: texts.window,
      submenu: [{ role: 'minimize', label: texts.minimize }, ...(isMac ? [] : [close])],
    },
    { role: 'help', label: texts.help, submenu: isMac ? [] : [about] },
  ]
}
