import { describe, expect, it } from 'vitest'
import { mergeWithin, record, redo, startHistory, undo, type History } from '../../../src-renderer/design/history.ts'

const steps = (...values: string[]): History<string> =>
  values.slice(1).reduce((history, value) => record(history, value, null, 0), startHistory(values[0] ?? ''))

describe('history', () => {
  it('goes back and forth through every change', () => {
    const history = steps('a', 'b', 'c')
    expect(undo(history).present).toBe('b')
    expect(undo(undo(history)).present).toBe('a')
    expect(redo(undo(undo(history))).present).toBe('b')
    expect(redo(redo(undo(undo(history))))).toEqual(history)
  })

  it('stays where it is at either end', () => {
    const history = steps('a')
    expect(undo(history)).toBe(history)
    expect(redo(history)).toBe(history)
  })

  it('forgets what was undone once something else is done', () => {
    const history = record(undo(steps('a', 'b')), 'c', null, 0)
    expect(redo(history).present).toBe('c')
    expect(undo(history).present).toBe('a')
  })

  it('takes quick changes of one thing as one step', () => {
    const first = record(steps('a'), '1', 'rate', 0)
    const second = record(first, '2', 'rate', mergeWithin - 1)
    expect(undo(second).present).toBe('a')
  })

  it('keeps slow changes, and changes of different things, apart', () => {
    const first = record(steps('a'), '1', 'rate', 0)
    expect(undo(record(first, '2', 'rate', mergeWithin)).present).toBe('1')
    expect(undo(record(first, '2', 'momentum', 1)).present).toBe('1')
  })

  it('does not merge into a step that was undone to', () => {
    const history = undo(record(record(steps('a'), '1', 'rate', 0), '2', 'momentum', 1))
    expect(undo(record(history, '3', 'rate', 2)).present).toBe('1')
  })

  it('records nothing when nothing changed', () => {
    const history = steps('a')
    expect(record(history, 'a', null, 0)).toBe(history)
  })
})
