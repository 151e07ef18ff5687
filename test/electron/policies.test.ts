import { describe, expect, test } from 'vitest'
import { answerPageRequest } from '../../src-main/electron/page-protocol.ts'
import { externalAddress, isOwnPage, isTrustedSender, pageUrl } from '../../src-main/electron/policies.ts'

describe('the own page', () => {
  test.each([pageUrl, 'app://lab/index.html#/train/r1', 'app://lab/assets/app.js'])('is %s', (url) => {
    expect(isOwnPage(url, null)).toBe(true)
  })

  test.each([
    'app://elsewhere/',
    'app://lab.evil.example/',
    'app://lab@evil.example/',
    'app://lab:1/',
    'app:lab',
    'file:///etc/passwd',
    'http://lab/',
    'https://lab/',
    'about:blank',
    'javascript:alert(1)',
    'data:text/html,x',
    'no address',
    '',
  ])('is not %s', (url) => {
    expect(isOwnPage(url, null)).toBe(false)
  })

  test('is the development server only where there is one', () => {
    expect(isOwnPage('http://localhost:5173/', null)).toBe(false)
    expect(isOwnPage('http://localhost:5173/main.ts', 'http://localhost:5173')).toBe(true)
    expect(isOwnPage('http://localhost:5174/', 'http://localhost:5173')).toBe(false)
    expect(isOwnPage('http://localhost:5173.evil.example/', 'http://localhost:5173')).toBe(false)
    expect(isOwnPage('file:///x', 'file:///')).toBe(false)
  })
})

describe('links', () => {
  test.each(['https://arxiv.org/abs/1502.01852', 'https://en.wikipedia.org/wiki/Backpropagation'])(
    'to %s open in the system’s browser',
    (url) => {
      expect(externalAddress(url)).toBe(url)
    },
  )

  test.each([
    'http://arxiv.org/',
    'https://arxiv.org.evil.example/',
    'https://evil.example/?https://arxiv.org',
    'https://arxiv.org@evil.example/',
    'https://user:secret@arxiv.org/',
    'https://arxiv.org:8443/',
    'file:///usr/bin/sh',
    'javascript:alert(1)',
    'smb://arxiv.org/share',
    '',
  ])('to %j open nowhere', (url) => {
    expect(externalAddress(url)).toBeNull()
  })
})

describe('a message', () => {
  const contents = {}
  const frame = { url: pageUrl, parent: null }

  test('of the main frame of our window is heard', () => {
    expect(isTrustedSender({ sender: contents, senderFrame: frame }, contents, null)).toBe(true)
  })

  test.each([
    ['a frame that is gone', { sender: contents, senderFrame: null }],
    ['an embedded frame', { sender: contents, senderFrame: { url: pageUrl, parent: frame } }],
    ['another page', { sender: contents, senderFrame: { url: 'https://evil.example/', parent: null } }],
    ['another window', { sender: {}, senderFrame: frame }],
  ])('of %s is not', (_, event) => {
    expect(isTrustedSender(event, contents, null)).toBe(false)
  })
})

describe('the page’s scheme', () => {
  test('answers neither other hosts nor anything but reading', async () => {
    expect((await answerPageRequest(new Request('app://elsewhere/'), import.meta.dirname)).status).toBe(404)
    expect((await answerPageRequest(new Request(pageUrl, { method: 'POST' }), import.meta.dirname)).status).toBe(405)
  })
})
