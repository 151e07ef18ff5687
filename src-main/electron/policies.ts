/*
 * What the window's page may do, as pure decisions. Everything is refused that is not named here.
 */

/** The page's own scheme: unlike file://, it has one origin, and gives nothing but the built page. */
export const pageScheme = 'app'

const pageHost = 'lab'

export const pageUrl = `${pageScheme}://${pageHost}/`

/**
 * Whether a URL is the lab's own page.
 *
 * @param developmentServer the address electron-vite serves the page from while the lab is being written, else null
 */
export function isOwnPage(url: string, developmentServer: string | null): boolean {
  const parsed = URL.parse(url)
  if (parsed === null) return false
  if (parsed.protocol === `${pageScheme}:`) return parsed.host === pageHost
  // Schemes that are no servers all share the origin "null".
  if (parsed.protocol !== 'http:' || developmentServer === null) return false
  return parsed.origin === URL.parse(developmentServer)?.origin
}

/** Whether a page may have a permission: to put what a person copies into the clipboard, and no other. */
export function isPermitted(permission: string): boolean {
  return permission === 'clipboard-sanitized-write'
}

/** Sites that links of the lab lead to: papers, encyclopedias, formats. */
const linkedHosts = new Set([
  'arxiv.org',
  'doi.org',
  'en.wikipedia.org',
  'ru.wikipedia.org',
  'onnx.ai',
  'pytorch.org',
  'numpy.org',
  'github.com',
])

/** The address to hand to the system's browser, or null where a link is not to be followed. */
export function externalAddress(url: string): string | null {
  const parsed = URL.parse(url)
  const allowed =
    parsed !== null &&
    parsed.protocol === 'https:' &&
    parsed.port === '' &&
    parsed.username === '' &&
    parsed.password === '' &&
    linkedHosts.has(parsed.hostname)
  return allowed ? parsed.href : null
}

/** The parts of an IPC event that trust hangs on. */
export interface Sender {
  readonly sender: unknown
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

/** Whether a message comes from the main frame of our own window, while it shows our own page. */
export function isTrustedSender(event: Sender, ownContents: unknown, developmentServer: string | null): boolean {
  const frame = event.senderFrame
  return (
    event.sender === ownContents && frame !== null && frame.parent === null && isOwnPage(frame.url, developmentServer)
  )
}
