import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/*
 * Who may speak to the lab in a browser. Only programs of this machine reach the port at all; these checks keep out the
 * web pages that the person's own browser has open: pages of other sites (`Origin`), names that were pointed at this
 * machine (`Host`, DNS rebinding), and everyone who was not given the address with the token.
 */

/** A secret for one launch, fit for a URL. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares in constant time, whatever the lengths. */
export function isSameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

/** Whether the `Host` header names this machine's loopback and our port. */
export function isAllowedHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}

/** Whether the `Origin` header is the page that the same `Host` serves. */
export function isAllowedOrigin(origin: string | undefined, host: string | undefined, port: number): boolean {
  return isAllowedHost(host, port) && origin === `http://${host ?? ''}`
}

/** Cookies are shared by all ports of a host, so each port has a name of its own. */
export function cookieName(port: number): string {
  return `backprop_lab_${port}`
}

/** Hidden from scripts, never sent along from other sites, gone with the browser session. */
export function tokenCookie(port: number, token: string): string {
  return `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Strict`
}

/** The value of one cookie in a `Cookie` header, or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const separator = pair.indexOf('=')
    if (separator >= 0 && pair.slice(0, separator).trim() === name) return pair.slice(separator + 1).trim()
  }
  return null
}

/** The parts of a request that access hangs on. */
export interface Caller {
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly cookie: string | undefined
}

/** `401` without the token, `403` from a foreign host or origin, null where the request may go on. */
export type Refusal = 401 | 403 | null

/** Refuses a foreign `Host`, and a foreign `Origin` where there is one: browsers leave it out of plain page loads. */
export function refuseForeign(caller: Caller, port: number): Refusal {
  if (!isAllowedHost(caller.host, port)) return 403
  if (caller.origin !== undefined && !isAllowedOrigin(caller.origin, caller.host, port)) return 403
  return null
}

/** Refuses what lacks this launch's token. */
export function refuseUnknown(caller: Caller, port: number, token: string): Refusal {
  const given = readCookie(caller.cookie, cookieName(port))
  return given !== null && isSameToken(given, token) ? null : 401
}

/** A WebSocket must come from our own page: browsers always name its origin. */
export function refuseUpgrade(caller: Caller, port: number, token: string): Refusal {
  if (!isAllowedOrigin(caller.origin, caller.host, port)) return 403
  return refuseUnknown(caller, port, token)
}
