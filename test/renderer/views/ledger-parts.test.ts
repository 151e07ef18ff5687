import { describe, expect, test } from 'vitest'
import { stagesOf } from '../../../src-engine/explain/ledger-stages.ts'
import { createLedger } from '../../../src-engine/explain/ledger.ts'
import { pictureOf } from '../../../src-engine/explain/ledger-picture.ts'
import { symbolicLine } from '../../../src-engine/explain/symbolic.ts'
import { datasetOf, denseOf, experimentOf } from '../../engine/support/train.ts'
import type { LedgerPage, LedgerTable } from '../../../src-main/protocol.ts'
import { layoutLedger } from '../../../src-renderer/views/ledger/diagram-layout.ts'
import { inLanguage } from '../../../src-engine/explain/symbolic/in-language.ts'
import { numberText, tableText } from '../../../src-renderer/views/ledger/number-text.ts'
import { cellColour, cellOf, stepTo } from '../../../src-renderer/views/ledger/table-look.ts'
import { typeset } from '../../../src-renderer/views/ledger/typeset.ts'

const sigmoid = { type: 'sigmoid' }
const experiment = experimentOf({
  network: { layers: [denseOf([[1, 1], [1, 1]], [0, 0]), sigmoid, denseOf([[1, 1]], [0]), sigmoid] }, // prettier-ignore
  dataset: { name: 'inline', inputs: [[-2, -1]], targets: [[1]] },
})
const [step] = createLedger({ experiment, dataset: datasetOf(experiment), steps: 1 }).steps

function pageOf(stage: string, tables: LedgerTable[] = []): LedgerPage {
  const { expression: _expression, places: _places, ...line } = symbolicLine({ experiment, step: step! }, { kind: 'loss' }) // prettier-ignore
  return {
    step: 1,
    batch: [0],
    sampleNames: null,
    loss: step!.loss,
    learningRate: 0.1,
    layers: experiment.network.layers,
    stages: stagesOf(experiment, step!),
    stage,
    sample: 0,
    cell: [0],
    line,
    tables,
    picture: pictureOf(step!, 0),
    stopped: null,
  }
}

const table = (values: number[][], parts: Partial<LedgerTable> = {}): LedgerTable => ({
  key: 'before 0 weight',
  array: { of: 'before', layer: 0, parameter: 'weight' },
  name: { plain: 'W⁽¹⁾', latex: 'W^{(1)}', mathml: '<mi>W</mi>' },
  shape: [values.length, values[0]?.length ?? 0],
  hasSamples: false,
  at: [],
  rows: { start: 0, count: values.length, total: values.length },
  columns: { start: 0, count: values[0]?.length ?? 0, total: values[0]?.length ?? 0 },
  values,
  reach: 2,
  marked: [],
  ...parts,
})

describe('the drawing of a step', () => {
  const rounded = (stage: string) =>
    layoutLedger(pageOf(stage))!.neurons.map(({ value, waiting }) => (value === null ? null : `${value.toFixed(3)}${waiting ? '…' : ''}`)) // prettier-ignore

  test('shows forward only what is known by then', () => {
    expect(rounded('values 0')).toEqual(['-2.000', '-1.000', '-3.000', '-3.000', null])
    expect(rounded('values 1')).toEqual(['-2.000', '-1.000', '0.047', '0.047', null])
    expect(rounded('values 3').at(-1)).toBe('0.524')
  })

  test('shows backward the gradient where it has come to, and ahead of it what stood there', () => {
    expect(rounded('gradients 2')).toEqual(['-2.000…', '-1.000…', '0.047…', '0.047…', '-0.238'])
    expect(rounded('gradients 0').slice(2)).toEqual(['-0.011', '-0.011', '-0.238'])
  })

  test('has on the wires of a layer what the stage works out for it', () => {
    const wires = (stage: string) => layoutLedger(pageOf(stage))!.wires.map(({ value }) => Number(value.toFixed(6)))
    expect(wires('values 0')).toEqual([1, 1, 1, 1, 1, 1])
    expect(wires('gradient 0 weight')).toEqual([0.02147, 0.010735, 0.02147, 0.010735, 1, 1])
    expect(wires('after 2 weight').slice(4)).toEqual([1.001127, 1.001127])
  })

  test('marks the wires and neurons that the number was made of', () => {
    const marks = [table([[1, 1], [1, 1]], { marked: [[1, 0]] }), table([[-2, -1]], { array: { of: 'values', signal: -1 }, hasSamples: true, marked: [[0, 1]] })] // prettier-ignore
    const { wires, neurons } = layoutLedger(pageOf('values 0', marks))!
    expect(wires.map(({ marked }) => marked)).toEqual([false, false, true, false, false, false])
    expect(neurons.map(({ marked }) => marked)).toEqual([false, true, false, false, false])
  })
})

describe('a table of numbers', () => {
  test('is blue above and orange below zero, stronger the farther, and never so strong that text is lost on it', () => {
    expect(cellColour(1, 2)).toBe('color-mix(in srgb, var(--sign-positive) 23.0%, transparent)')
    expect(cellColour(-2, 2)).toBe('color-mix(in srgb, var(--sign-negative) 46.0%, transparent)')
    expect(cellColour(0, 2)).toBe('transparent')
  })

  test('is walked with the arrow keys as far as it is shown', () => {
    const shown = { rows: { start: 20, count: 2, total: 100 }, columns: { start: 0, count: 1, total: 1 } }
    expect(stepTo(shown, [20, 0], 'ArrowDown')).toEqual([21, 0])
    expect(stepTo(shown, [21, 0], 'ArrowDown')).toBeNull()
    expect(stepTo(shown, [20, 0], 'ArrowUp')).toBeNull()
    expect(stepTo(shown, [20, 0], 'Enter')).toBeNull()
  })

  test('tells which sample and number a cell is', () => {
    expect(cellOf(table([[1, 2]]), 1, 0)).toEqual({ sample: null, cell: [1, 0] })
    const image = table([[1]], { shape: [4, 3, 28, 28], at: [2, 1], hasSamples: true })
    expect(cellOf(image, 5, 6)).toEqual({ sample: 2, cell: [1, 5, 6] })
    expect(cellOf(table([[1]], { shape: [2] }), 0, 1)).toEqual({ sample: null, cell: [1] })
  })

  test('is copied with every digit as text and CSV, as it is shown as LaTeX', () => {
    const numbers = table([[0.1 + 0.2, -1], [2, 3]]) // prettier-ignore
    expect(tableText(numbers, 'text', 3)).toBe('0.30000000000000004\t-1\r\n2\t3\r\n')
    expect(tableText(numbers, 'csv', 3)).toBe('0.30000000000000004,-1\r\n2,3\r\n')
    expect(tableText(numbers, 'latex', 3)).toBe('W^{(1)} = \\begin{pmatrix}\n  0.3 & -1 \\\\\n  2 & 3\n\\end{pmatrix}\n') // prettier-ignore
  })
})

test('a long formula may go on in the next line between its terms, and a product between its factors', () => {
  const texts = (mathml: string) => typeset(mathml).map(({ textContent }) => textContent)
  expect(texts('<mi>a</mi><mo>·</mo><mi>b</mi><mo>+</mo><mi>c</mi><mo>−</mo><mi>d</mi>')).toEqual(['a·b', '+c', '−d'])
  expect(texts('<mo>−</mo><mi>a</mi><mo>·</mo><mi>b</mi>')).toEqual(['−a', '·b'])
})

test('a long sum in brackets may go on in the next line, a short one stays together', () => {
  const texts = (inner: string) =>
    typeset(`<mfrac><mn>1</mn><mi>N</mi></mfrac><mo>·</mo><mrow><mo>(</mo><mrow>${inner}</mrow><mo>)</mo></mrow>`).map(({ textContent }) => textContent) // prettier-ignore
  const sum = (count: number) => Array.from({ length: count }, (_, i) => `<mi>c${i}</mi>`).join('<mo>+</mo>')
  expect(texts(sum(2))).toEqual(['1N', '·(c0+c1)'])
  expect(texts(sum(6))).toEqual(['1N·(c0', '+c1', '+c2', '+c3', '+c4', '+c5)'])
})

test('numbers and formulas have the decimal sign of the language, and what is copied keeps the point', () => {
  expect(numberText(-0.73571, 4, 'ru')).toBe('−0,7357')
  expect(numberText(-0.73571, 4, 'en')).toBe('−0.7357')
  expect(inLanguage('max(0.5, 0)·z₁,₂', 'ru')).toBe('max(0,5; 0)·z₁,₂')
  expect(inLanguage('<mn>0.5</mn><mo>,</mo><mn>1,12</mn>', 'ru')).toBe('<mn>0,5</mn><mo>;</mo><mn>1,12</mn>')
  expect(tableText(table([[0.5]]), 'latex', 3)).toContain('0.5')
})
