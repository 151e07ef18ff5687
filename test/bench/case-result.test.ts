import { describe, expect, it } from 'vitest'
import { bestOf, doesOtherWork, ratioTo, type CaseResult } from './case-result.ts'
import { speedTable } from './speed-table.ts'

const bench = { name: 'small', inputs: [2], hidden: [4], classes: 2, batch: 8, targets: { NumPy: 2, PyTorch: 3 } }

const peer = (family: string, threads: number, median: number | null, difference: number | null = 0) => ({
  family,
  name: `${family}, ${threads}`,
  difference,
  rounds: median === null ? [] : [median],
  median,
})

const result: CaseResult = {
  bench,
  peers: [
    peer('lab', 1, 3000),
    peer('lab', 2, 5000),
    peer('NumPy', 1, 2000),
    peer('NumPy', 2, 2500),
    peer('PyTorch', 1, null, null),
    peer('brain.js', 1, 100, null),
    peer('MATLAB', 1, null, 0.2),
  ],
}

describe('ratios', () => {
  it("are of the lab's best to a peer's best", () => {
    expect(ratioTo(result, 'lab', 'NumPy')).toBe(2)
  })

  it('are null where a peer was not measured', () => {
    expect(bestOf(result, 'PyTorch')).toBeNull()
    expect(ratioTo(result, 'lab', 'PyTorch')).toBeNull()
  })
})

describe('losses', () => {
  it.each([
    [9e-4, false],
    [1.1e-3, true],
    [NaN, true],
    [Infinity, true],
    [null, false],
  ])('off by %d: other work? %s', (difference, other) => {
    expect(doesOtherWork({ difference })).toBe(other)
  })
})

describe('the table of speeds', () => {
  const rowOf = (untrusted: readonly string[] = []) =>
    speedTable(
      [result],
      ['lab, 1', 'lab, 2'],
      ['NumPy', 'PyTorch', 'TensorFlow.js', 'brain.js', 'MATLAB'],
      new Set(untrusted),
      [],
    ).rows[0]

  it('has the speed of every peer, how many times faster the lab is, and whether that is enough', () => {
    const numbers = ['3,000', '5,000', '2,500 · 2.00× (≥ 2: met)', '— (≥ 3: not measured)', '—', '100 · 50.0×']
    expect(rowOf()).toEqual(['small', ...numbers, 'other work'])
  })

  it('claims nothing beside a peer that cannot be trusted', () => {
    expect(rowOf(['NumPy'])?.[3]).toBe('2,500 · means nothing')
  })
})
