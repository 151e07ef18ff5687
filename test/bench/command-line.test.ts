import { describe, expect, it } from 'vitest'
import { parseCommandLine } from './command-line.ts'

const parse = (...args: string[]) => parseCommandLine(args, ['speed', 'products'])

describe('the command line of the bench', () => {
  it('measures everything, five times, where nothing is said', () => {
    expect(parse()).toMatchObject({ only: ['speed', 'products'], rounds: 5, cases: [0, 1, 2, 3, 4], markdown: false })
    expect(parse().peers).toContain('NumPy')
  })

  it('measures what is chosen', () => {
    const args = ['--only', 'speed', '--rounds', '7', '--cases', '0,3', '--peers', 'lab,Num', '--markdown']
    const chosen = { only: ['speed'], rounds: 7, cases: [0, 3], peers: ['lab', 'Num'], markdown: true }
    expect(parse(...args)).toEqual(chosen)
  })

  it.each([
    [['--only', 'sped'], '--only: "sped" is none of speed, products'],
    [['--rounds', '0'], '--rounds: "0" is no whole number from 1 to 1000'],
    [['--cases', '0,'], '--cases: "" is no whole number from 0 to 4'],
    [['--cases', '5'], '--cases: "5" is no whole number from 0 to 4'],
    [['--peers', 'lab,numpy'], '--peers: "numpy" begins none of lab, NumPy, PyTorch'],
  ])('refuses %j and says what would be right', (args, message) => {
    expect(() => parse(...args)).toThrow(message)
  })
})
