import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { createBirpc } from 'birpc'
import type {
  App,
  BrowserWindow as RealBrowserWindow,
  BrowserWindowConstructorOptions,
  CustomScheme,
  Dialog,
  ForkOptions,
  Menu as RealMenu,
  MenuItemConstructorOptions,
  NativeTheme,
  Protocol,
  Screen,
  Session,
  Shell,
  UtilityProcess,
  WebContents,
} from 'electron'
import type { DialogAnswers, DoubleFunctions, Inspection, PageSender, TestFunctions } from './control.ts'

/*
 * A double of Electron: as much of its API as the lab uses, checked against Electron's own types, without a window. It
 * holds no logic of the lab's; the page, the person and the system are played by the test (control.ts).
 */

const environment = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`The double needs ${name}`)
  return value
}

/** An event of Electron's that can be prevented; returns whether it was. */
const emitPreventable = (emitter: EventEmitter, name: string, details: object = {}): boolean => {
  let prevented = false
  emitter.emit(name, { ...details, preventDefault: () => (prevented = true) })
  return prevented
}

// ---------------------------------------------------------------------------------------------------- application

const schemes: CustomScheme[] = []
let sandboxEnabled = false

class DoubleApp extends EventEmitter {
  readonly isPackaged = false
  enableSandbox() {
    sandboxEnabled = true
  }
  requestSingleInstanceLock() {
    return process.env['DOUBLE_IS_SECOND'] === undefined
  }
  whenReady() {
    return new Promise<void>((resolve) => setImmediate(resolve))
  }
  quit() {
    if (!emitPreventable(this, 'before-quit') && !emitPreventable(this, 'will-quit')) this.exit(0)
  }
  exit(code?: number) {
    process.exit(code)
  }
  getLocale() {
    return 'en-GB'
  }
  getVersion() {
    return '0.0.0'
  }
  getPath() {
    return environment('DOUBLE_USER_DATA')
  }
  setAboutPanelOptions() {
    // Nobody looks at it here.
  }
}

export const app = new DoubleApp() satisfies Pick<
  App,
  | 'isPackaged'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'getLocale'
  | 'getVersion'
  | 'getPath'
  | 'setAboutPanelOptions'
>

type SchemeHandler = Parameters<Protocol['handle']>[1]
const schemeHandlers = new Map<string, SchemeHandler>()

export const protocol = {
  registerSchemesAsPrivileged: (more) => void schemes.push(...more),
  handle: (scheme, handler) => void schemeHandlers.set(scheme, handler),
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>

const permissions: {
  request: Parameters<Session['setPermissionRequestHandler']>[0]
  check: Parameters<Session['setPermissionCheckHandler']>[0]
  device: Parameters<Session['setDevicePermissionHandler']>[0]
} = { request: null, check: null, device: null }

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => (permissions.request = handler),
    setPermissionCheckHandler: (handler) => (permissions.check = handler),
    setDevicePermissionHandler: (handler) => (permissions.device = handler),
  } satisfies Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>,
}

export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<NativeTheme, 'shouldUseDarkColors'>

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
} satisfies { getAllDisplays(): Pick<ReturnType<Screen['getAllDisplays']>[number], 'workArea'>[] }

const openedOutside: string[] = []

export const shell = {
  openExternal: (url) => {
    openedOutside.push(url)
    return Promise.resolve()
  },
} satisfies Pick<Shell, 'openExternal'>

let menuEntries: MenuItemConstructorOptions[] = []

const entriesOf = (template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entriesOf(item.submenu) : [])])

export const Menu = {
  buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (template: MenuItemConstructorOptions[]) => void (menuEntries = entriesOf(template)),
} satisfies Record<keyof Pick<typeof RealMenu, 'buildFromTemplate' | 'setApplicationMenu'>, unknown>

let dialogAnswers: DialogAnswers = {}

export const dialog = {
  showOpenDialog: () => {
    const { open = null } = dialogAnswers
    return Promise.resolve({ canceled: open === null, filePaths: open === null ? [] : [open] })
  },
  showSaveDialog: () => {
    const { save = null } = dialogAnswers
    return Promise.resolve({ canceled: save === null, filePath: save ?? '' })
  },
  showMessageBox: () => Promise.resolve({ response: 0, checkboxChecked: false }),
  showErrorBox: (title, content) => console.error(`${title}: ${content}`),
} satisfies Pick<Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'>

// ---------------------------------------------------------------------------------------------------- window

class DoubleContents extends EventEmitter {
  openHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null
  destroyed = false
  send(channel: string, data: unknown) {
    // Structured clone, as Electron does it, is the serialization of this process's channel to the test.
    void test.sent.asEvent(channel, data)
  }
  isDestroyed() {
    return this.destroyed
  }
  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]) {
    this.openHandler = handler
  }
}

const windows: BrowserWindow[] = []

export class BrowserWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions
  readonly webContents = new DoubleContents() satisfies Pick<
    WebContents,
    'send' | 'isDestroyed' | 'setWindowOpenHandler'
  >
  url: string | null = null
  visible: boolean

  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
    this.visible = options.show !== false
    windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL(url: string) {
    this.url = url
    setImmediate(() => this.emit('ready-to-show'))
    return Promise.resolve()
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: this.options.width ?? 0, height: this.options.height ?? 0 }
  }
  isMaximized() {
    return false
  }
  isMinimized() {
    return true
  }
  isDestroyed() {
    return this.webContents.destroyed
  }
  show() {
    this.visible = true
  }
  hide() {
    this.visible = false
  }
  focus() {
    // There is no other window here.
  }
  maximize() {
    this.visible = true
  }
  restore() {
    this.visible = true
  }
  reload() {
    this.emit('ready-to-show')
  }
  close() {
    if (emitPreventable(this, 'close')) return
    this.webContents.destroyed = true
    this.emit('closed')
    app.emit('window-all-closed')
  }
}

type CheckedWindow = Pick<
  RealBrowserWindow,
  | 'loadURL'
  | 'getNormalBounds'
  | 'isMaximized'
  | 'isMinimized'
  | 'isDestroyed'
  | 'show'
  | 'hide'
  | 'focus'
  | 'maximize'
  | 'restore'
  | 'reload'
  | 'close'
>

const theWindow = (): BrowserWindow => {
  const [window] = windows
  if (window === undefined) throw new Error('The lab has opened no window')
  return window satisfies CheckedWindow
}

// ---------------------------------------------------------------------------------------------------- messages

type InvokeHandler = (event: unknown, ...argument: unknown[]) => unknown

class DoubleIpcMain extends EventEmitter {
  readonly handlers = new Map<string, InvokeHandler>()
  handle(channel: string, handler: InvokeHandler) {
    if (this.handlers.has(channel)) throw new Error(`${channel} has a handler already`)
    this.handlers.set(channel, handler)
  }
  removeHandler(channel: string) {
    this.handlers.delete(channel)
  }
}

export const ipcMain = new DoubleIpcMain()

const eventFrom = ({ url, embedded, otherWindow }: PageSender = {}) => ({
  sender: otherWindow === true ? {} : theWindow().webContents,
  senderFrame: { url: url ?? theWindow().url ?? '', parent: embedded === true ? {} : null },
})

// ---------------------------------------------------------------------------------------------------- engines

interface Engine {
  readonly entry: string
  readonly options: ForkOptions
  readonly pid: number
}

const engines: Engine[] = []

export const utilityProcess = {
  /** A real process of the built engine, which sees itself as a utility process does. */
  fork(entry: string, argument: string[] = [], options: ForkOptions = {}) {
    const child = fork(entry, argument, {
      serialization: 'advanced',
      // Electron hands over its whole environment unless told otherwise.
      env: Object.fromEntries(Object.entries(options.env ?? process.env).map(([name, value]) => [name, String(value)])),
      execArgv: ['--import', new URL('./parent-port.mjs', import.meta.url).href],
    })
    engines.push({ entry, options, pid: child.pid ?? 0 })
    const double = new EventEmitter()
    child.on('message', (message) => double.emit('message', message))
    child.on('exit', (code) => double.emit('exit', code ?? 1))
    return Object.assign(double, {
      postMessage: (message: object) => void child.send(message),
      kill: () => child.kill('SIGTERM'),
    }) satisfies Pick<UtilityProcess, 'postMessage' | 'kill'>
  },
}

// ---------------------------------------------------------------------------------------------------- the test's side

const functions: DoubleFunctions = {
  inspect: (): Inspection => ({
    sandboxEnabled,
    schemes: schemes.map(({ scheme, privileges = {} }) => ({ scheme, privileges: { ...privileges } })),
    windows: windows.map(({ options, url, visible }) => ({
      options: {
        width: options.width ?? 0,
        height: options.height ?? 0,
        webPreferences: { ...options.webPreferences },
      },
      url,
      visible,
    })),
    engines: engines.map(({ entry, options, pid }) => ({
      entry,
      environment: Object.keys(options.env ?? process.env),
      pid,
    })),
    openedOutside,
    menu: menuEntries.flatMap(({ label }) => label ?? []),
  }),
  send: (channel, data, sender) => void ipcMain.emit(channel, eventFrom(sender), data),
  invoke: async (channel, argument, sender) => {
    const handler = ipcMain.handlers.get(channel)
    if (handler === undefined) throw new Error(`Nobody answers ${channel}`)
    return await handler(eventFrom(sender), ...argument)
  },
  load: async (url, method = 'GET') => {
    const handler = schemeHandlers.get(new URL(url).protocol.slice(0, -1))
    if (handler === undefined) throw new Error(`Nobody answers ${url}`)
    const response = await handler(new Request(url, { method }))
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    }
  },
  mayNavigate: (url) => {
    const contents = theWindow().webContents
    const prevented = ['will-navigate', 'will-frame-navigate', 'will-redirect'].map((name) =>
      emitPreventable(contents, name, { url }),
    )
    return !prevented.every(Boolean)
  },
  mayEmbed: () => !emitPreventable(theWindow().webContents, 'will-attach-webview'),
  mayUse: (permission) => {
    const { request, check, device } = permissions
    let asked = true
    // The handlers of the lab look at none of what is asked; Electron's full structures add nothing here.
    Reflect.apply(request ?? (() => undefined), null, [null, permission, (granted: boolean) => (asked = granted), {}])
    return {
      asked,
      checked: Boolean(Reflect.apply(check ?? (() => true), null, [null, permission, '', {}])),
      device: Boolean(Reflect.apply(device ?? (() => true), null, [{}])),
    }
  },
  openWindow: (url) => {
    const handler = theWindow().webContents.openHandler
    if (handler === null) return { action: 'allow' }
    return { action: handler({ url } as Parameters<typeof handler>[0]).action }
  },
  answerDialogs: (answers) => void (dialogAnswers = answers),
  chooseMenu: (wanted) => {
    const click = menuEntries.find(({ label }) => label === wanted)?.click
    if (click === undefined) throw new Error(`The menu has no ${wanted}`)
    Reflect.apply(click, null, [])
  },
  startAgain: () => {
    theWindow().hide()
    app.emit('second-instance')
  },
  closeWindow: () => theWindow().close(),
}

const test = createBirpc<TestFunctions, DoubleFunctions>(functions, {
  post: (data: unknown) => process.send?.(data),
  on: (listener) => process.on('message', listener),
  timeout: 30_000,
})
process.on('disconnect', () => process.exit(1))
