import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openTerminal, type TrainReport } from './terminal.ts'

const examples = join(import.meta.dirname, '../../resources/experiments')

interface LedgerDocument {
  steps: {
    step: number
    batch: number[]
    loss: number
    layers: {
      type: string
      outputGradient: number[][] | null
      parameters: { weight?: { shape: number[]; before: number[][]; velocity: number[][]; after: number[][] } }
    }[]
  }[]
}

describe('lab ledger', () => {
  test('writes down the Momentum article’s first two steps, deltas and new weights as the article means them', async () => {
    const terminal = openTerminal()
    const file = join(examples, 'momentum-article.json')
    const { steps } = await terminal.json<LedgerDocument>('ledger', file, '--steps', '2')
    expect(steps.map(({ step, batch }) => [step, batch])).toEqual([[1, [0]], [2, [0]]]) // prettier-ignore
    const [first, second] = steps.map(({ layers }) => layers.filter(({ type }) => type === 'dense'))
    expect(first?.[0]?.outputGradient?.[0]?.[0]).toBeCloseTo(-0.00865533811800566, 15)
    expect(second?.[2]?.parameters.weight?.after[0]?.[1]).toBeCloseTo(-0.17134846171293688, 14)
    expect(second?.[2]?.parameters.weight?.before).toEqual(first?.[2]?.parameters.weight?.after)
  })

  test('says in words where each number comes from', async () => {
    const { stdout } = await openTerminal().lab('ledger', join(examples, 'momentum-article.json'))
    expect(stdout).toContain('δ⁽²⁾₁ = δ⁽³⁾₁·w⁽³⁾₁₁·σ′(z⁽²⁾₁) = −0.08611·0.75·0.2481 = −0.01602')
    expect(stdout).toContain('−0.3·(−0.005193) + 0.1·0 = 0.001558')
  })

  test('refuses a bad experiment as training does', async () => {
    const terminal = openTerminal()
    const { code, stderr } = await terminal.lab('ledger', terminal.file('bad.json', { version: 1 }))
    expect(code).toBe(2)
    expect(stderr).toContain('bad.json: training: is missing')
  })
})

describe('lab gradcheck', () => {
  test('checks every weight and bias', async () => {
    const report = await openTerminal().json('gradcheck', join(examples, 'people.json'))
    expect(report).toMatchObject({ checked: 9, total: 9, kinks: 0, passed: true })
  })

  test('tells a person what it found', async () => {
    const { stdout, code } = await openTerminal().lab('gradcheck', join(examples, 'xor.json'))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Result +passed/)
    expect(stdout).toMatch(/^Compared +17 of 17 weights and biases$/m)
  })
})

describe('lab nearest', () => {
  test('finds the words that stand where a word stands, and says which words there are', async () => {
    const terminal = openTerminal()
    const { runId } = await terminal.json<TrainReport>('train', join(examples, 'village-skip-gram.json'))
    const found = await terminal.json<{ words: { word: string; similarity: number }[] }>('nearest', runId, 'cow', '--count', '3') // prettier-ignore
    expect(found.words.map(({ word }) => word).sort()).toEqual(['goat', 'horse', 'sheep'])
    // Before training the vectors were drawn at random: no word stands near another.
    const drawn = await terminal.json<{ words: { similarity: number }[] }>('nearest', runId, 'cow', '--checkpoint', 'initial', '--count', '3') // prettier-ignore
    expect(drawn.words[0]!.similarity).toBeLessThan(found.words[2]!.similarity)
    const unknown = await terminal.lab('nearest', runId, 'dragon')
    expect(unknown.code).toBe(2)
    expect(unknown.stderr).toContain('"dragon" is not in the vocabulary; it has 63 words: the, ')
  })
})
