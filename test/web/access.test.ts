import { describe, expect, test } from 'vitest'
import {
  createToken,
  isAllowedHost,
  isAllowedOrigin,
  isSameToken,
  readCookie,
  refuseForeign,
  refuseUnknown,
  refuseUpgrade,
  tokenCookie,
} from '../../src-main/web/access.ts'

const port = 4870
const token = createToken()
const ours = { host: '127.0.0.1:4870', origin: 'http://127.0.0.1:4870', cookie: `backprop_lab_4870=${token}` }

describe('the token', () => {
  test('has 256 bits, fits a URL and differs each time', () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(encodeURIComponent(token)).toBe(token)
    expect(createToken()).not.toBe(token)
  })

  test.each(['', 'x', `${token}x`, token.slice(1)])('is not matched by %j', (given) => {
    expect(isSameToken(given, token)).toBe(false)
  })

  test('is matched by itself', () => {
    expect(isSameToken(token, token)).toBe(true)
  })

  test('travels in a cookie that scripts cannot read and other sites cannot make the browser send', () => {
    const cookie = tokenCookie(port, token)
    expect(cookie.split('; ').slice(1)).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict'])
    expect(readCookie(cookie.split(';')[0], 'backprop_lab_4870')).toBe(token)
  })
})

describe('the Host header', () => {
  test.each(['127.0.0.1:4870', 'localhost:4870'])('%s is this machine', (host) => {
    expect(isAllowedHost(host, port)).toBe(true)
  })

  test.each([
    undefined,
    '',
    '127.0.0.1',
    '127.0.0.1:4871',
    'evil.example:4870',
    'localhost.evil.example:4870',
    '127.0.0.1:4870.evil.example',
    'user@127.0.0.1:4870',
    '0.0.0.0:4870',
  ])('%s is not', (host) => {
    expect(isAllowedHost(host, port)).toBe(false)
  })
})

describe('the Origin header', () => {
  test('is ours only where it is the very page that the same Host serves', () => {
    expect(isAllowedOrigin('http://127.0.0.1:4870', '127.0.0.1:4870', port)).toBe(true)
    expect(isAllowedOrigin('http://localhost:4870', 'localhost:4870', port)).toBe(true)
    expect(isAllowedOrigin('http://localhost:4870', '127.0.0.1:4870', port)).toBe(false)
  })

  test.each([undefined, 'null', '', 'http://evil.example', 'https://127.0.0.1:4870', 'http://127.0.0.1:4871'])(
    '%s is not ours',
    (origin) => {
      expect(isAllowedOrigin(origin, '127.0.0.1:4870', port)).toBe(false)
    },
  )
})

describe('cookies', () => {
  test.each([
    [undefined, null],
    ['', null],
    ['other=1', null],
    ['backprop_lab_4871=a', null],
    ['xbackprop_lab_4870=a', null],
    ['a=b; backprop_lab_4870=right; c=d', 'right'],
    ['backprop_lab_4870', null],
  ])('in %j, ours is %j', (header, value) => {
    expect(readCookie(header, 'backprop_lab_4870')).toBe(value)
  })
})

describe('refusals', () => {
  test('our own page passes everywhere', () => {
    expect(refuseForeign(ours, port)).toBeNull()
    expect(refuseUnknown(ours, port, token)).toBeNull()
    expect(refuseUpgrade(ours, port, token)).toBeNull()
  })

  test('a page load without Origin passes, a WebSocket without it does not', () => {
    const silent = { ...ours, origin: undefined }
    expect(refuseForeign(silent, port)).toBeNull()
    expect(refuseUpgrade(silent, port, token)).toBe(403)
  })

  test('a foreign origin is refused even with the right token', () => {
    const foreign = { ...ours, origin: 'http://evil.example' }
    expect(refuseForeign(foreign, port)).toBe(403)
    expect(refuseUpgrade(foreign, port, token)).toBe(403)
  })

  test('a name pointed at this machine is refused even with the right token', () => {
    const rebound = { ...ours, host: 'evil.example:4870', origin: 'http://evil.example:4870' }
    expect(refuseForeign(rebound, port)).toBe(403)
    expect(refuseUpgrade(rebound, port, token)).toBe(403)
  })

  test('without the cookie of this launch nothing is given', () => {
    expect(refuseUnknown({ ...ours, cookie: undefined }, port, token)).toBe(401)
    expect(refuseUpgrade({ ...ours, cookie: `backprop_lab_4870=${createToken()}` }, port, token)).toBe(401)
  })
})
