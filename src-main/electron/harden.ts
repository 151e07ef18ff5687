import { type Session, shell, type WebContents } from 'electron'
import { externalAddress, isOwnPage, isPermitted } from './policies.ts'

/** Refuses the permissions a page can ask for (camera, notifications, USB, …), whether it asks or only looks. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isPermitted(permission)))
  session.setPermissionCheckHandler((_contents, permission) => isPermitted(permission))
  session.setDevicePermissionHandler(() => false)
}

/** Keeps a page where it is: no other pages, windows or embedded ones; known links open in the system's browser. */
export function confine(contents: WebContents, developmentServer: string | null): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isOwnPage(event.url, developmentServer)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const address = externalAddress(url)
    if (address !== null) shell.openExternal(address).catch(console.error)
    return { action: 'deny' }
  })
}
