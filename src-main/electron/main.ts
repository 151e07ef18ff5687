import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, protocol, session } from 'electron'
import { openLab, type Lab } from '../core/lab.ts'
import { defaultDatabase } from '../core/paths.ts'
import { channels } from './channels.ts'
import { offerDialogs } from './dialogs.ts'
import { confine, denyPermissions } from './harden.ts'
import { menuTemplate } from './menu.ts'
import { menuTexts } from './menu-texts.ts'
import { answerPageRequest } from './page-protocol.ts'
import { pageScheme } from './policies.ts'
import { utilityEngine } from './utility-engine.ts'
import { connectWindow } from './view-channel.ts'
import { createWindow, preloadOf } from './window.ts'

/* The lab in a window of its own: everything of the Electron host is put together here. */

const directory = import.meta.dirname
const resources = join(directory, '../../resources')

/** electron-vite serves the page itself while the lab is being written; a packaged lab listens to nobody. */
const developmentServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)

app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
app.on('web-contents-created', (_event, contents) => confine(contents, developmentServer))

// A second start shows the window of the first: two labs would wait for each other's runs.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()

function start(): void {
  denyPermissions(session.defaultSession)
  protocol.handle(pageScheme, (request) => answerPageRequest(request, join(directory, '../renderer')))

  const lab = openLabOrExplain()
  if (lab === null) return
  closeBeforeQuitting(lab)

  const texts = menuTexts(app.getLocale())
  const window = createWindow({
    preload: preloadOf(directory),
    icon: join(resources, 'icon.png'),
    stateFile: join(app.getPath('userData'), 'window.json'),
    developmentServer,
    texts,
  })
  connectWindow(window, lab, developmentServer)
  offerDialogs(window, lab, developmentServer)
  app.setAboutPanelOptions({ applicationName: 'Backprop Lab', applicationVersion: app.getVersion() })
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(texts, process.platform, {
        go: (place) => window.webContents.send(channels.go, place),
        importFile: () => window.webContents.send(channels.act),
      }),
    ),
  )
  app.on('second-instance', () => reveal(window))
  // On every system: the lab is its one window.
  app.on('window-all-closed', () => app.quit())
}

function openLabOrExplain(): Lab | null {
  try {
    return openLab({
      database: defaultDatabase(),
      resources,
      spawnEngine: utilityEngine(join(directory, 'engine.js')),
      electronVersion: process.versions.electron,
    })
  } catch (error) {
    dialog.showErrorBox('Backprop Lab', error instanceof Error ? error.message : String(error))
    app.exit(1)
    return null
  }
}

/** Runs that train are interrupted with a checkpoint first, so that they can be resumed. */
function closeBeforeQuitting(lab: Lab): void {
  let closing = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    lab.close().then(
      () => app.exit(0),
      (error: unknown) => {
        console.error(error)
        app.exit(1)
      },
    )
  })
}

function reveal(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
