export interface DirectoryListing {
  readonly directory: string
  /** Null at the root. */
  readonly parent: string | null
  /** The file that was named, by its full path; the folder is the one it lies in. Null where a folder was. */
  readonly file: string | null
  readonly entries: readonly { readonly name: string; readonly kind: 'directory' | 'file'; readonly bytes: number }[]
}

export interface LabInfo {
  readonly version: string
  readonly node: string
  readonly sqlite: string
  readonly electron: string | null
  readonly kernel: string
  readonly cores: number
  readonly database: string
}

export interface Settings {
  /** How many runs train at once. */
  readonly concurrency: number
  /** How many threads each of them uses; null for as many as turn out fastest. */
  readonly threads: number | null
}
