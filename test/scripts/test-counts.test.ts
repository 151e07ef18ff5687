import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readPlaywrightCounts, readVitestCounts } from '../../scripts/test-counts.mjs'

const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-'))
afterAll(() => rmSync(folder, { recursive: true }))

const reportOf = (content: unknown): string => {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const passing = { status: 'passed', assertionResults: [{ status: 'passed' }] }

const vitestReport = (counts: object, testResults: object[] = [passing]) =>
  reportOf({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...counts, testResults })

describe('unit tests', () => {
  test('are counted as the runner counted them', () => {
    const report = vitestReport({ numFailedTests: 2, numPendingTests: 3, numTodoTests: 1 })
    expect(readVitestCounts(report, 1)).toEqual({ passed: 5, failed: 2, skipped: 4 })
    expect(readVitestCounts(vitestReport({}), 0)).toEqual({ passed: 5, failed: 0, skipped: 0 })
  })

  test('count a file that would not load, or whose preparation failed, as a failure', () => {
    const empty = { status: 'failed', assertionResults: [] }
    const unprepared = { status: 'failed', assertionResults: [{ status: 'skipped' }] }
    const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] }
    const report = vitestReport({ numFailedTests: 1 }, [passing, empty, unprepared, failing])
    expect(readVitestCounts(report, 1).failed).toBe(3)
  })

  test('have failed where the runner did, whatever its report says', () => {
    expect(readVitestCounts(vitestReport({}), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 })
    expect(readVitestCounts(join(folder, 'none.json'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})

describe('end-to-end tests', () => {
  test('are counted as the runner counted them', () => {
    const report = reportOf({ stats: { expected: 7, unexpected: 1, flaky: 2, skipped: 3 } })
    expect(readPlaywrightCounts(report, 1)).toEqual({ passed: 9, failed: 1, skipped: 3 })
  })

  test('have failed where the runner did, whatever its report says', () => {
    const report = reportOf({ stats: { expected: 7, unexpected: 0, flaky: 0, skipped: 0 } })
    expect(readPlaywrightCounts(report, 1).failed).toBe(1)
    expect(readPlaywrightCounts(join(folder, 'none.json'), 0).failed).toBe(1)
  })
})
