/** What a dialog for choosing a file or folder asks. */
export interface ChooseFileOptions {
  /** What the file is for, as the dialog's title. */
  readonly title: string
  /** Endings without the dot: `['json']`. None: any file. */
  readonly extensions: readonly string[]
  /** Choose a folder instead of a file. */
  readonly directory?: boolean
}

/** What the page does and the menu can ask for. */
export type MenuAction = 'importFile'

/** Everything the page gets of Electron, as `window.backpropLab`. Data crosses by structured clone. */
export interface Bridge {
  /** Sends a message of the lab's protocol. */
  post(data: unknown): void
  /** Hears the lab's messages from now on. */
  onMessage(listener: (data: unknown) => void): void
  /** The system's dialog; the full path, or null if the person chose none. */
  chooseFile(options: ChooseFileOptions): Promise<string | null>
  /** The system's dialog, then the file; its full path, or null if the person chose not to save. */
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>
  /** The same of a file that the lab has written for the page. */
  saveWritten(name: string, id: string): Promise<string | null>
  /** The full path of a file the person has dropped or picked; null for one that lies nowhere. */
  pathOf(file: File): string | null
  /** Hears what the menu asks the page to do from now on. */
  onMenu(listener: (action: MenuAction) => void): void
}
