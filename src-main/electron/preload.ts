import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from './bridge.ts'
import { channels, places } from './channels.ts'

/*
 * Runs in the page's sandbox before the page. No channel name comes from the page, and no event object of Electron's
 * reaches it.
 */

const bridge: Bridge = {
  post(data) {
    ipcRenderer.send(channels.lab, data)
  },
  onMessage(listener) {
    ipcRenderer.on(channels.lab, (_event, data: unknown) => listener(data))
  },
  chooseFile: (options) => ipcRenderer.invoke(channels.chooseFile, options) as Promise<string | null>,
  saveFile: (name, bytes) => ipcRenderer.invoke(channels.saveFile, name, bytes) as Promise<string | null>,
  saveWritten: (name, id) => ipcRenderer.invoke(channels.saveWritten, name, id) as Promise<string | null>,
  pathOf: (file) => webUtils.getPathForFile(file) || null,
  onMenu(listener) {
    ipcRenderer.on(channels.act, () => listener('importFile'))
  },
}

contextBridge.exposeInMainWorld('backpropLab', bridge)

// The page keeps its place in the address, so the menu needs no words of its own with it.
ipcRenderer.on(channels.go, (_event, wanted: unknown) => {
  const place = places.find((one) => one === wanted)
  if (place !== undefined) location.hash = `#/${place}`
})
