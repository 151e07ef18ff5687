import { join } from 'node:path'
import { BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import type { MenuTexts } from './menu-texts.ts'
import { pageUrl } from './policies.ts'
import { placeWindow, readWindowState, smallestWindow, writeWindowState } from './window-state.ts'

export interface WindowOptions {
  /** The built preload script. */
  readonly preload: string
  readonly icon: string
  /** The file that remembers where the window was. */
  readonly stateFile: string
  readonly developmentServer: string | null
  readonly texts: MenuTexts
}

/** The lab's window, sandboxed, at the place it was last closed at; shown once its page can be seen. */
export function createWindow({ preload, icon, stateFile, developmentServer, texts }: WindowOptions): BrowserWindow {
  const state = readWindowState(stateFile)
  const workAreas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...placeWindow(state, workAreas),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Backprop Lab',
    icon,
    show: false,
    // The page's own surface, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (state?.maximized === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    writeWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    void dialog
      .showMessageBox(window, { type: 'error', message: texts.pageGone, detail: reason, buttons: [texts.reload] })
      .then(() => {
        if (!window.isDestroyed()) window.reload()
      })
  })
  window.loadURL(developmentServer ?? pageUrl).catch(console.error)
  return window
}

/** The preload script of a build, seen from its main bundle. */
export const preloadOf = (mainDirectory: string): string => join(mainDirectory, '../preload/preload.cjs')
