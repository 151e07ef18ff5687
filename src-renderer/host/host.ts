import type { ChooseFileOptions, MenuAction } from '../../src-main/electron/bridge.ts'
import type { Envelope, ViewFunctions } from '../../src-main/protocol.ts'

/** One open connection to the lab. */
export interface Link {
  /** Rejects when the connection ends before the answer. */
  request(name: string, argument: unknown): Promise<Envelope<unknown>>
  close(): void
}

/** What runs the view: Electron's window or a browser tab. Only its implementations know a transport. */
export interface Host {
  readonly kind: 'electron' | 'browser'
  /**
   * Opens a connection; rejects if that fails.
   *
   * @param view what the lab may call
   * @param onClose called once when the connection ends by itself
   */
  open(view: ViewFunctions, onClose: () => void): Promise<Link>
  /** The full path of a file of the machine the lab runs on, or null if the person chose none. */
  chooseFile(options: ChooseFileOptions): Promise<string | null>
  /** Where the file went (a path, or its name where the browser decides), or null if the person chose not to. */
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>
  /** The same of a file that the lab has written. */
  saveWritten(name: string, file: LabFile): Promise<string | null>
  /** The full path of a file the person has dropped or picked; null where the host does not know it. */
  pathOf(file: File): string | null
  /** Does what the menu of the window asks for. */
  onMenu(listener: (action: MenuAction) => void): void
}

/** A file of the lab's, by its id, or part by part where it has to be fetched. */
export interface LabFile {
  readonly id: string
  readonly parts: () => AsyncIterable<Uint8Array>
}

export type { ChooseFileOptions }
