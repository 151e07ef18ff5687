import type { Bridge } from '../../src-main/electron/bridge.ts'
import { askForFile } from './file-question.ts'
import { createBrowserHost } from './browser-host.ts'
import { createElectronHost } from './electron-host.ts'
import type { Host } from './host.ts'

declare global {
  interface Window {
    /** Put there by the preload script, only in Electron. */
    readonly backpropLab?: Bridge
  }
}

/** The host this page runs in. */
export function createHost(): Host {
  return window.backpropLab ? createElectronHost(window.backpropLab) : createBrowserHost(askForFile)
}
