import type { ViewFunctions } from '../../src-main/protocol.ts'
import type { ChooseFileOptions, Host, Link } from './host.ts'
import { rpcLink } from './rpc-link.ts'

/** What the preload script puts on the window; messages cross by structured clone. */
export interface ElectronBridge {
  post(data: unknown): void
  onMessage(listener: (data: unknown) => void): void
  chooseFile(options: ChooseFileOptions): Promise<string | null>
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>
}

/** The lab in the main process of the same application, with the system's own file dialogs. */
export function createElectronHost(bridge: ElectronBridge): Host {
  return {
    kind: 'electron',
    open: async (view: ViewFunctions): Promise<Link> =>
      rpcLink({ post: bridge.post, onMessage: bridge.onMessage, close: () => {} }, view),
    chooseFile: (options) => bridge.chooseFile(options),
    saveFile: (name, bytes) => bridge.saveFile(name, bytes),
  }
}
