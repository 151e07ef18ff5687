import { describe, expect, test } from 'vitest'
import { readNumber as readEntry, stepNumber, type NumberRange } from '../../../src-renderer/components/number-entry.ts'

const readNumber = (text: string, range: NumberRange = {}, decimal = '.') => readEntry(text, range, decimal)

describe('reading a number', () => {
  test.each([
    ['0.1', 0.1],
    ['0,1', 0.1],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
    ['1E+2', 100],
    ['−2', -2],
    ['60 000', 60_000],
    ['60\u00a0000', 60_000],
    [' 7 ', 7],
  ])('takes %j as %d', (text, value) => {
    expect(readNumber(text, {})).toEqual({ value, problem: null })
  })

  test('takes commas between thousands where the decimal sign is a point, and as decimal signs elsewhere', () => {
    expect(readNumber('60,000').value).toBe(60_000)
    expect(readNumber('1,234,567.5').value).toBe(1_234_567.5)
    expect(readNumber('60,000', {}, ',').value).toBe(60)
    expect(readNumber('0,125').value).toBe(0.125)
    expect(readNumber('1,25').value).toBe(1.25)
  })

  test.each(['', 'abc', '1.2.3', '1,2,3', '0x10', 'Infinity', 'NaN', '1e999', '--1', '1e'])('refuses %j', (text) => {
    expect(readNumber(text, {})).toEqual({ value: null, problem: 'notANumber' })
  })

  test('says which limit was passed', () => {
    const range = { min: 0, max: 1 }
    expect(readNumber('-0.1', range).problem).toBe('tooSmall')
    expect(readNumber('1.1', range).problem).toBe('tooLarge')
    expect(readNumber('0', range).value).toBe(0)
    expect(readNumber('1', range).value).toBe(1)
  })

  test('leaves the limits themselves out where they are exclusive', () => {
    expect(readNumber('0', { min: 0, exclusive: true }).problem).toBe('mustBeAbove')
    expect(readNumber('1', { min: 0, max: 1, exclusive: true }).problem).toBe('mustBeBelow')
    expect(readNumber('0', { min: 0, max: 1, exclusive: 'max' }).value).toBe(0)
    expect(readNumber('1', { min: 0, max: 1, exclusive: 'max' }).problem).toBe('mustBeBelow')
    expect(readNumber('0', { min: 0, max: 1, exclusive: 'min' }).problem).toBe('mustBeAbove')
    expect(readNumber('1', { min: 0, max: 1, exclusive: 'min' }).value).toBe(1)
  })

  test('wants whole numbers where they are', () => {
    expect(readNumber('2.5', { integer: true }).problem).toBe('notWhole')
    expect(readNumber('1e3', { integer: true }).value).toBe(1000)
  })
})

describe('stepping', () => {
  const linear = { kind: 'linear', step: 0.1 } as const
  const decades = { kind: 'decades' } as const

  test('adds the step without the dust of binary fractions', () => {
    expect(stepNumber(0.2, 1, false, linear, {})).toBe(0.3)
    expect(stepNumber(0.3, -1, true, linear, {})).toBe(-0.7)
  })

  test('stays inside the range', () => {
    expect(stepNumber(0.95, 1, false, linear, { max: 1 })).toBe(1)
    expect(stepNumber(1, 1, false, linear, { max: 1 })).toBe(1)
    expect(stepNumber(0.1, -1, false, linear, { min: 0, exclusive: true })).toBe(0.1)
  })

  test('goes along 1, 2, 5 through the decades', () => {
    const up = [0.1, 0.2, 0.5, 1].map((value) => stepNumber(value, 1, false, decades, {}))
    expect(up).toEqual([0.2, 0.5, 1, 2])
    const down = [0.1, 0.05, 0.02, 0.3].map((value) => stepNumber(value, -1, false, decades, {}))
    expect(down).toEqual([0.05, 0.02, 0.01, 0.2])
    expect(stepNumber(0.03, 1, true, decades, {})).toBe(0.3)
  })

  test('gets off zero', () => {
    expect(stepNumber(0, 1, false, decades, { min: 0 })).toBeGreaterThan(0)
    expect(stepNumber(0, -1, false, decades, { min: 0 })).toBe(0)
  })
})
