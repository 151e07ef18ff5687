import { describe, expect, test } from 'vitest'
import {
  formatCount,
  formatFields,
  formatSeconds,
  formatShare,
  formatTable,
  formatValue,
} from '../../src-main/cli/output.ts'
import { createProgressDisplay } from '../../src-main/cli/progress-display.ts'
import type { Progress } from '../../src-main/protocol.ts'

describe('what a person reads', () => {
  test('tables align words to the left and numbers to the right', () => {
    const table = formatTable(
      ['name', 'loss', 'left'],
      [
        ['первый', '0.5', '3 s'],
        ['b', '12.25', '10 s'],
      ],
    )
    expect(table).toBe(['name     loss  left', 'первый    0.5   3 s', 'b       12.25  10 s'].join('\n'))
  })

  test('fields align their values', () => {
    expect(
      formatFields([
        ['a', '1'],
        ['long', '2'],
      ]),
    ).toBe('a     1\nlong  2')
  })

  test('numbers keep four digits, however large or small', () => {
    expect([0, 0.0011194, 1.5, 12345.6, 1e-7, 1e9, NaN, -Infinity].map(formatValue)).toEqual([
      '0',
      '0.001119',
      '1.5',
      '12350',
      '1.000e-7',
      '1.000e+9',
      'NaN',
      '-Infinity',
    ])
    expect(formatCount(1234567.8)).toBe('1,234,568')
    expect([0.98765, 1, null].map(formatShare)).toEqual(['98.77 %', '100.00 %', '–'])
  })

  test('times are told in the units people use', () => {
    expect([0.4, 9.99, 12.4, 59.7, 200, 7500].map(formatSeconds)).toEqual([
      '0.40 s',
      '9.99 s',
      '12 s',
      '1 min 0 s',
      '3 min 20 s',
      '2 h 5 min',
    ])
  })
})

describe('progress', () => {
  const progress = (step: number): Progress => ({
    runId: 'r',
    step,
    epoch: Math.floor(step / 10),
    seconds: step,
    samplesPerSecond: 1234,
    secondsLeft: 100 - step,
    points: [{ step, epoch: step / 10, name: 'train.loss', value: 1 / step }],
  })

  function display(isTTY: boolean) {
    const written: string[] = []
    let time = 0
    const stream = { isTTY, columns: 100, write: (text: string) => written.push(text) > 0 }
    const shown = createProgressDisplay({ epochs: 10, totalSteps: 100 }, stream, () => time)
    return { written, shown, pass: (milliseconds: number) => (time += milliseconds) }
  }

  test('on a terminal is one line that is drawn again in place, ten times a second at most', () => {
    const { written, shown, pass } = display(true)
    shown.update(progress(25))
    shown.update(progress(26))
    pass(100)
    shown.update(progress(50))
    shown.end()
    const start = '\r\u001b[2K'
    expect(written).toEqual([
      `${start}██████░░░░░░░░░░░░░░░░░░  25 % epoch 3/10 · loss 0.04 · 1,234 samples/s · 1 min 15 s left`,
      `${start}████████████░░░░░░░░░░░░  50 % epoch 6/10 · loss 0.02 · 1,234 samples/s · 50 s left`,
      start,
    ])
  })

  test('elsewhere is a plain line now and then, and none for short training', () => {
    const { written, shown, pass } = display(false)
    shown.update(progress(25))
    pass(9999)
    shown.update(progress(26))
    expect(written).toEqual([])
    pass(1)
    shown.update(progress(27))
    shown.end()
    expect(written).toHaveLength(1)
    expect(written[0]).toMatch(/^█+░+ {2}27 % epoch 3\/10 · .*\n$/)
  })
})
