import { expect, test } from 'vitest'
import { formatClock, formatDuration, formatMoment } from '../../../src-renderer/format/times.ts'

test.each([
  [0, '0:00'],
  [7.4, '0:07'],
  [59.6, '1:00'],
  [761, '12:41'],
  [3723, '1:02:03'],
  [100_000, '27:46:40'],
  [null, '—'],
  [Infinity, '—'],
])('%d seconds on a clock are %s', (seconds, text) => {
  expect(formatClock(seconds)).toBe(text)
})

test('what took seconds is told with their parts, what took longer like a clock', () => {
  expect(formatDuration(0.42, 'en')).toBe('0.42s')
  expect(formatDuration(0.42, 'ru').replace(/\s/, ' ')).toBe('0,42 с')
  expect(formatDuration(9.96, 'en')).toBe('0:10')
  expect(formatDuration(761, 'ru')).toBe('12:41')
  expect(formatDuration(null, 'en')).toBe('—')
})

test('a moment of today is a time, an older one has its date', () => {
  const now = new Date(2026, 10, 22, 15, 0).getTime()
  const morning = new Date(2026, 10, 22, 9, 5).getTime()
  const before = new Date(2026, 10, 20, 9, 5).getTime()
  expect(formatMoment(morning, 'ru', now)).toBe('09:05')
  expect(formatMoment(before, 'ru', now)).toContain('2026')
  expect(formatMoment(before, 'en', now)).toContain('Nov 20, 2026')
})
