import type { Bridge } from '../../src-main/electron/bridge.ts'
import type { ViewFunctions } from '../../src-main/protocol.ts'
import type { Host, Link } from './host.ts'
import { rpcLink, type Channel } from './rpc-link.ts'

/** The lab in the main process of the same application, with the system's own file dialogs. */
export function createElectronHost(bridge: Bridge): Host {
  const channel: Channel = {
    post: (data) => bridge.post(data),
    onMessage: (listener) => bridge.onMessage(listener),
    // Ends with the window.
    close: () => undefined,
  }
  return {
    kind: 'electron',
    open: (view: ViewFunctions): Promise<Link> => Promise.resolve(rpcLink(channel, view)),
    chooseFile: (options) => bridge.chooseFile(options),
    saveFile: (name, bytes) => bridge.saveFile(name, bytes),
    // The main process has the file at hand.
    saveWritten: (name, { id }) => bridge.saveWritten(name, id),
    pathOf: (file) => bridge.pathOf(file),
    onMenu: (listener) => bridge.onMenu(listener),
  }
}
