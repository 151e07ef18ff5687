import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatEntry,
  formatLarge,
  formatProgress,
  formatSetting,
  formatShare,
  formatTick,
  formatValue,
} from '../../../src-engine/words/numbers.ts'

/** Groups and units are separated by several kinds of blanks that look alike. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

describe('in English', () => {
  test.each([
    [0.23174, '0.2317'],
    [12.414, '12.41'],
    [0.0001234, '0.0001234'],
    [0.00001234, '1.23e−5'],
    [123456789, '1.23e8'],
    [0, '0.000'],
    [-0.5, '−0.5000'],
    [-0.0000123, '−1.23e−5'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [null, '—'],
    [undefined, '—'],
  ])('a measured %d reads %s', (value, text) => {
    expect(formatValue(value, 'en')).toBe(text)
  })

  test('counts are grouped, large ones shortened', () => {
    expect(formatCount(78_500, 'en')).toBe('78,500')
    expect(formatLarge(9_999, 'en')).toBe('9,999')
    expect(formatLarge(78_512, 'en')).toBe('78.5K')
    expect(formatLarge(1_234_567, 'en')).toBe('1.23M')
  })

  test('shares are percent, and 100 % means done', () => {
    expect(formatShare(0.9642, 'en')).toBe('96.42%')
    expect(formatProgress(0.9999, 'en')).toBe('99%')
    expect(formatProgress(1, 'en')).toBe('100%')
  })

  test('settings keep every digit', () => {
    expect(formatSetting(0.1, 'en')).toBe('0.1')
    expect(formatSetting(0.000123456, 'en')).toBe('0.000123456')
    expect(formatSetting(1e-7, 'en')).toBe('1e−7')
    expect(formatSetting(-0.63, 'en')).toBe('−0.63')
    expect(formatCount(-1200, 'en')).toBe('−1,200')
    expect(formatSetting(1000, 'en')).toBe('1000')
    expect(formatSetting(60_000, 'en')).toBe('60,000')
  })

  test('marks at an axis have no more digits than they need, nor more than fit', () => {
    const ticks = (...values: number[]) => values.map((value) => formatTick(value, 'en'))
    expect(ticks(0, 0.25, 0.30000000000000004, -40_000)).toEqual(['0', '0.25', '0.3', '−40,000'])
    expect(ticks(4e8, 1.5e6, 2e42, 5e-5)).toEqual(['4e8', '1.5e6', '2e42', '5e−5'])
    expect(formatTick(1.5e6, 'ru')).toBe('1,5e6')
  })

  test('bytes have a unit', () => {
    expect(formatBytes(812, 'en')).toBe('812 bytes')
    expect(formatBytes(20_480, 'en')).toBe('20.5 kB')
    expect(formatBytes(3_200_000_000, 'en')).toBe('3.2 GB')
  })
})

test('what is typed in a field keeps the hyphen of the keyboard', () => {
  expect(formatEntry(-1.5e-7, 'en')).toBe('-1.5e-7')
})

describe('in Russian', () => {
  test('the decimal sign is a comma and groups are apart by a blank', () => {
    expect(formatValue(0.23174, 'ru')).toBe('0,2317')
    expect(formatValue(0.00001234, 'ru')).toBe('1,23e−5')
    expect(plain(formatCount(78_500, 'ru'))).toBe('78 500')
    expect(plain(formatShare(0.9642, 'ru'))).toBe('96,42 %')
    expect(formatSetting(0.05, 'ru')).toBe('0,05')
    expect(formatSetting(1.5e-7, 'ru')).toBe('1,5e−7')
  })

  test('units and large numbers have Russian names', () => {
    expect(plain(formatBytes(20_480, 'ru'))).toBe('20,5 кБ')
    expect(plain(formatLarge(1_234_567, 'ru'))).toBe('1,23 млн')
  })
})
