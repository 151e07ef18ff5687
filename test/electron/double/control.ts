/*
 * What a test and the double of Electron say to each other: the test plays the page, the person and the system; the
 * double plays Electron around the built main bundle, in a process of its own.
 */

/** Who a message of a page comes from; by default the main frame of the lab's own window. */
export interface PageSender {
  readonly url?: string
  readonly embedded?: boolean
  readonly otherWindow?: boolean
}

/** What the main bundle has asked of Electron so far. */
export interface Inspection {
  readonly sandboxEnabled: boolean
  readonly schemes: readonly { scheme: string; privileges: Readonly<Record<string, boolean>> }[]
  readonly windows: readonly { options: WindowOptions; url: string | null; visible: boolean }[]
  readonly engines: readonly { entry: string; environment: readonly string[]; pid: number }[]
  readonly openedOutside: readonly string[]
  readonly menu: readonly string[]
}

export interface WindowOptions {
  readonly width: number
  readonly height: number
  readonly webPreferences: Readonly<Record<string, unknown>>
}

export interface DialogAnswers {
  readonly open?: string | null
  readonly save?: string | null
}

/** What the test may do. */
export interface DoubleFunctions {
  inspect(): Inspection
  /** The page sends, or asks, the main process something. */
  send(channel: string, data: unknown, sender?: PageSender): void
  invoke(channel: string, argument: unknown[], sender?: PageSender): Promise<unknown>
  /** Something loads an address of the page's scheme. */
  load(url: string, method?: string): Promise<{ status: number; headers: Record<string, string>; body: string }>
  /** Whether the page may. */
  mayNavigate(url: string): boolean
  mayEmbed(): boolean
  mayUse(permission: string): { asked: boolean; checked: boolean; device: boolean }
  openWindow(url: string): { action: string }
  answerDialogs(answers: DialogAnswers): void
  chooseMenu(label: string): void
  startAgain(): void
  closeWindow(): void
}

/** What the test hears. */
export interface TestFunctions {
  /** The main process sends the page something. */
  sent(channel: string, data: unknown): void
}
