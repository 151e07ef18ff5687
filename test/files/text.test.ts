import { describe, expect, test } from 'vitest'
import { load, refusal } from './load.ts'

const text = { name: 'text', task: 'cbow', file: 'a.txt' }
const story = 'Кошка пьёт молоко. Собака ест мясо.\nКошка ест рыбу.\n'

describe('a text from a file', () => {
  test('is the same with Windows’ line ends and with a mark at its beginning', async () => {
    const plain = await load(text, { 'a.txt': story })
    expect(plain.vocabulary?.slice(0, 2)).toEqual(['кошка', 'ест'])
    expect(await load(text, { 'a.txt': `\uFEFF${story.replaceAll('\n', '\r\n')}` })).toEqual(plain)
  })

  test('that is not UTF-8 is told by the byte, and Windows-1251 by its name', async () => {
    const letters = Array.from(story, (letter) => {
      const code = letter.charCodeAt(0)
      return code === 0x451 ? 0xb8 : code >= 0x410 ? code - 0x410 + 0xc0 : code
    })
    expect(await refusal(text, { 'a.txt': Uint8Array.from(letters) })).toBe(
      'dataset.file: a.txt is not UTF-8: byte 0 (0xca) begins no character; it looks like Windows-1251; save it as UTF-8',
    )
    const cut = Buffer.from(story).subarray(0, 5)
    expect(await refusal(text, { 'a.txt': cut })).toContain('dataset.file: a.txt is not UTF-8: byte 4 (0xd1)')
    expect(await refusal(text, { 'a.txt': Buffer.from(story, 'utf16le') })).toContain('a.txt is UTF-16 text')
    expect(await refusal(text, { 'a.txt': '%PDF-1.4' })).toContain('a.txt is a PDF document, not text')
  })
})
