/** What a dialog for choosing a file or folder asks. */
export interface ChooseFileOptions {
  /** What the file is for, as the dialog's title. */
  readonly title: string
  /** Endings without the dot: `['json']`. None: any file. */
  readonly extensions: readonly string[]
  /** Choose a folder instead of a file. */
  readonly directory?: boolean
}

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
}
