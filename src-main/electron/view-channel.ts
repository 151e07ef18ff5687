import { type BrowserWindow, ipcMain } from 'electron'
import type { Lab } from '../core/lab.ts'
import { linkView } from '../transport/view-link.ts'
import { channels } from './channels.ts'
import { isTrustedSender } from './policies.ts'

/** Connects the window's page to the lab for as long as the window lives; a page that is loaded anew goes on with it. */
export function connectWindow(window: BrowserWindow, lab: Lab, developmentServer: string | null): void {
  const contents = window.webContents
  const end = linkView(lab, {
    post: (data) => {
      if (!contents.isDestroyed()) contents.send(channels.lab, data)
    },
    onMessage: (listener) => {
      ipcMain.on(channels.lab, (event, data: unknown) => {
        if (isTrustedSender(event, contents, developmentServer)) listener(data)
      })
    },
    onFault: console.error,
  })
  window.on('closed', () => {
    ipcMain.removeAllListeners(channels.lab)
    end()
  })
}
