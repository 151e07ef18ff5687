import { describe, expect, it } from 'vitest'
import { createLedger, type LedgerStep } from '../../../src-engine/explain/ledger.ts'
import { symbolicLine, type Quantity, type SymbolicLine } from '../../../src-engine/explain/symbolic.ts'
import { numberAt } from '../../../src-engine/explain/nest.ts'
import { evaluate, type Expression } from '../../../src-engine/explain/symbolic/expression.ts'
import { numbersOfArray } from '../../../src-engine/explain/symbolic/ledger-array.ts'
import { cellsOf, shapeOf } from '../../../src-engine/explain/symbolic/retraced-step.ts'
import type { Experiment } from '../../../src-engine/spec.ts'
import { datasetOf, experimentOf } from '../support/train.ts'
import { workOut } from './support/written-formula.ts'

/** Every number of a step that has a line. */
function quantitiesOf(experiment: Experiment, step: LedgerStep): Quantity[] {
  const slots = { sgd: ['velocity'], adagrad: ['squares'], rmsprop: ['squares'], adam: ['mean', 'squares'], adamw: ['mean', 'squares'] } as const // prettier-ignore
  const quantities: Quantity[] = [{ kind: 'loss' }, { kind: 'cost' }]
  quantities.push(...step.batch.map((_, sample) => ({ kind: 'sampleLoss' as const, sample })))
  for (const { index: layer, type, input, output, outputGradient, inputGradient, parameters } of step.layers) {
    const isElementwise = ['identity', 'sigmoid', 'tanh', 'relu', 'leaky_relu'].includes(type)
    step.batch.forEach((_, sample) => {
      const kinds = ['output', ...(outputGradient ? ['outputGradient'] : []), ...(isElementwise ? ['derivative'] : [])] as const // prettier-ignore
      for (const cell of cellsOf(shapeOf(output ?? []).slice(1))) {
        quantities.push(...kinds.map((kind) => ({ kind: kind as 'output', layer, sample, cell })))
      }
      for (const cell of cellsOf(inputGradient ? shapeOf(input ?? []).slice(1) : [0])) {
        quantities.push({ kind: 'inputGradient', layer, sample, cell })
      }
    })
    for (const parameter of ['weight', 'bias'] as const) {
      for (const cell of cellsOf(parameters[parameter]?.shape ?? [0])) {
        const kinds = ['gradient', 'update', 'after', ...slots[experiment.optimizer.type]] as const
        quantities.push(...kinds.map((kind) => ({ kind, layer, parameter, cell })))
      }
    }
  }
  return quantities
}

const inputs = [[0.3, -0.7], [1.2, 0.4], [-0.5, 0.9]] // prettier-ignore
const measured = [[0.2, 0.9, 0.4], [0.7, 0.1, 0.3], [0.5, 0.6, 0.8]] // prettier-ignore
const classes = [[1, 0, 0], [0, 0, 1], [0, 1, 0]] // prettier-ignore
const image = (seed: number, channels = 2) => Array.from({ length: channels }, (_, c) => Array.from({ length: 5 }, (_, y) => Array.from({ length: 4 }, (_, x) => Math.sin(seed + 2.3 * c + 1.7 * y + 3.1 * x)))) // prettier-ignore
const images = { name: 'inline', inputs: [image(1), image(2)], targets: [[1, 0], [0, 1]] } // prettier-ignore
const sentence = { name: 'text', text: 'i like playing football playing and you like chess', window: 2 }

const numbers = (targets: readonly (readonly number[])[]) => ({ name: 'inline', inputs, targets })
const dense = (units: number) => ({ type: 'dense', units, biasInit: { type: 'normal', std: 0.3 } })
const stack = (...layers: object[]) => ({ network: { layers } })
const crossEntropy = { loss: 'categorical_cross_entropy' }
const batchOfThree = { epochs: 9, batchSize: 3 }
const unmerged = { ...batchOfThree, crossEntropy: 'unmerged' }

const networks: Record<string, Record<string, unknown>> = {
  'sigmoids, half squared error, one sample at a time, momentum': {
    ...stack(dense(3), { type: 'sigmoid' }, dense(2), { type: 'sigmoid' }, dense(3), { type: 'sigmoid' }),
    dataset: numbers(measured),
    loss: 'half_squared_error',
    optimizer: { type: 'sgd', learningRate: 0.3, momentum: 0.1 },
  },
  'tanh and identity, mean squared error over a batch, Nesterov': {
    ...stack(dense(4), { type: 'tanh' }, dense(3), { type: 'identity' }),
    dataset: numbers(measured),
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
    training: batchOfThree,
  },
  'ReLU and leaky ReLU, mean squared error summed over a batch, Adam with warm-up': {
    ...stack(dense(4), { type: 'relu' }, dense(4), { type: 'leaky_relu', slope: 0.1 }, dense(3)),
    dataset: numbers(measured),
    optimizer: { type: 'adam', learningRate: 0.01, warmupEpochs: 5 },
    training: { ...batchOfThree, reduction: 'sum' },
  },
  'softmax merged with its cross-entropy, AdamW': {
    ...stack(dense(4), { type: 'tanh' }, dense(3), { type: 'softmax' }),
    dataset: numbers(classes),
    ...crossEntropy,
    optimizer: { type: 'adamw', learningRate: 0.01 },
    training: batchOfThree,
  },
  'softmax and its cross-entropy one after the other, RMSProp': {
    ...stack(dense(4), { type: 'sigmoid' }, dense(3), { type: 'softmax' }),
    dataset: numbers(classes),
    ...crossEntropy,
    optimizer: { type: 'rmsprop', learningRate: 0.01 },
    training: unmerged,
  },
  'sigmoid merged with its cross-entropy, penalties, clipping and AdaGrad': {
    ...stack(dense(4), { type: 'relu' }, dense(3), { type: 'sigmoid' }),
    dataset: numbers(measured),
    loss: 'binary_cross_entropy',
    optimizer: { type: 'adagrad', learningRate: 0.01 },
    training: { ...batchOfThree, l1: 0.02, l2: 0.3, clipNorm: 0.05 },
  },
  'sigmoid and its cross-entropy one after the other, targets of 0 and 1': {
    ...stack(dense(3), { type: 'sigmoid' }),
    dataset: numbers(classes),
    loss: 'binary_cross_entropy',
    training: unmerged,
  },
  'a softmax in the middle': {
    ...stack(dense(3), { type: 'softmax' }, dense(3)),
    dataset: numbers(measured),
    training: batchOfThree,
  },
  'softmax of scores beyond e^709': {
    ...stack({ type: 'dense', units: 3, weightInit: { type: 'normal', std: 1000 } }, { type: 'softmax' }),
    dataset: numbers(classes),
    ...crossEntropy,
    training: batchOfThree,
  },
  'convolution with zeros around, max pooling, dropout': {
    ...stack({ type: 'conv2d', filters: 2, kernel: [3, 2], padding: 'same', biasInit: { type: 'constant', value: 0.1 } }, { type: 'relu' }, { type: 'max_pool2d', size: 2, stride: [1, 2] }, { type: 'flatten' }, { type: 'dropout', rate: 0.4 }, dense(2), { type: 'softmax' }), // prettier-ignore
    dataset: images,
    ...crossEntropy,
    training: batchOfThree,
  },
  'strided convolution with repeated borders, average pooling': {
    ...stack({ type: 'conv2d', filters: 2, kernel: 2, padding: 'full', paddingMode: 'replicate', stride: [2, 1], bias: false }, { type: 'tanh' }, { type: 'avg_pool2d', size: [2, 3], stride: 1 }, dense(2), { type: 'softmax' }), // prettier-ignore
    dataset: images,
    ...crossEntropy,
    training: batchOfThree,
  },
  'CBOW with many context words': {
    ...stack({ type: 'embedding', dim: 2 }, { type: 'dense', units: 7, bias: false }, { type: 'softmax' }),
    dataset: { ...sentence, task: 'cbow' },
    ...crossEntropy,
    training: batchOfThree,
  },
  'skip-gram with several targets': {
    ...stack({ type: 'embedding', dim: 2 }, { type: 'dense', units: 7, bias: false }, { type: 'softmax' }),
    dataset: { ...sentence, task: 'skip_gram' },
    ...crossEntropy,
    training: batchOfThree,
  },
}

/** Relative to the sizes that meet in the formula, which may cancel. */
const scaleOf = (line: SymbolicLine) => Math.max(1, Math.abs(line.value))

describe.each(Object.entries(networks))('%s: the line of every number', (_name, parts) => {
  const experiment = experimentOf({ seed: 2, ...parts })
  // The second step, so that momentum and the state of optimisers are not zero.
  const step = createLedger({ experiment, dataset: datasetOf(experiment), steps: 2 }).steps[1]!
  const quantities = quantitiesOf(experiment, step)

  it('works out to the ledger’s value with exact numbers', () => {
    expect(quantities.length).toBeGreaterThan(30)
    for (const quantity of quantities) {
      const line = symbolicLine({ experiment, step }, quantity)
      const error = Math.abs(evaluate(line.expression) - line.value) / scaleOf(line)
      if (!(error < 1e-12)) expect.fail(`${line.text}, exactly ${line.value}: off by ${error}`)
    }
  })

  it('says the same as it is written, when all digits and terms are written', () => {
    for (const quantity of quantities) {
      const line = symbolicLine({ experiment, step }, quantity, { digits: 17, maxTerms: Infinity })
      const error = Math.abs(workOut(line.substituted) - line.value) / scaleOf(line)
      if (!(error < 1e-12)) expect.fail(`${line.text}, exactly ${line.value}: off by ${error}`)
    }
  })
})

describe.each(Object.entries(networks))('%s: the formula of every number', (_name, parts) => {
  const experiment = experimentOf({ seed: 2, ...parts })
  const step = createLedger({ experiment, dataset: datasetOf(experiment), steps: 2 }).steps[1]!
  const lines = quantitiesOf(experiment, step).map((quantity) => symbolicLine({ experiment, step }, quantity, { digits: 6 })) // prettier-ignore

  it('holds in MathML the same numbers as in plain text, in elements that are closed', () => {
    const digits = (text: string) =>
      text.replace(/[⁰¹²³⁴-⁹]+/g, (raised) => ` ${Array.from(raised, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)).join('')}`)
    for (const { substituted, mathml } of lines) {
      const open: string[] = []
      for (const [, slash, name] of mathml.substituted.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
        if (slash) expect(open.pop()).toBe(name)
        else open.push(name!)
      }
      expect(open).toEqual([])
      const written = [...mathml.substituted.matchAll(/<mn>(.*?)<\/mn>/g)].map(([, number]) => number)
      const plain = digits(substituted.replaceAll('[', ' ').replaceAll(/ ([>≤]) 0\]/g, ' 0 ')).match(/\d+(\.\d+)?/g) ?? [] // prettier-ignore
      expect(written).toEqual(plain)
    }
  })

  it('knows where its numbers stand in the ledger', () => {
    for (const { places, expression, text } of lines) {
      const named = new Set(places.map(({ array, path }) => numberAt(numbersOfArray(step, array) ?? [], path)))
      for (const value of valuesOf(expression)) if (!named.has(value)) expect.fail(`${text}: ${value} stands nowhere`)
    }
  })
})

/** The numbers of an expression that are looked up, not constants of the experiment: those with an index. */
function valuesOf(expression: Expression): number[] {
  switch (expression.kind) {
    case 'number':
      return []
    case 'named': {
      if (expression.meaning.kind !== 'number') return valuesOf(expression.meaning)
      return expression.name.latex.includes('_{') ? [expression.meaning.value] : []
    }
    case 'sum':
      return expression.terms.flatMap(valuesOf)
    case 'product':
      return expression.factors.flatMap(valuesOf)
    case 'quotient':
      return [expression.numerator, expression.denominator].flatMap(valuesOf)
    case 'power':
      return valuesOf(expression.base)
    case 'negative':
      return valuesOf(expression.operand)
    case 'function':
      return expression.inputs.flatMap(valuesOf)
  }
}

describe('a line', () => {
  const lineOf = (parts: Record<string, unknown>, quantity: Quantity, style = {}) => {
    const experiment = experimentOf({ seed: 2, ...parts })
    const [step] = createLedger({ experiment, dataset: datasetOf(experiment), steps: 1 }).steps
    return symbolicLine({ experiment, step: step! }, quantity, style)
  }
  const wide = {
    ...stack({ type: 'dense', units: 1, weightInit: { type: 'values', values: [Array.from({ length: 12 }, (_, i) => i + 1)] }, bias: false }), // prettier-ignore
    dataset: { name: 'inline', inputs: [Array.from({ length: 12 }, () => 0.5)], targets: [[0]] },
  }

  it('writes a long sum by its first terms, how many there are, and its last', () => {
    const { substituted, latex } = lineOf(wide, { kind: 'output', layer: 0, sample: 0, cell: [0] }, { maxTerms: 3 })
    expect(substituted).toBe('1·0.5 + 2·0.5 + … (12 terms) … + 12·0.5')
    expect(latex.formula).toBe('w^{(1)}_{11} \\cdot x_{1} + w^{(1)}_{12} \\cdot x_{2} + \\underset{12}{\\cdots} + w^{(1)}_{1,12} \\cdot x_{12}') // prettier-ignore
  })

  it('writes as many terms as asked for in full, eight if nothing is asked', () => {
    const line = (style: object) => lineOf(wide, { kind: 'output', layer: 0, sample: 0, cell: [0] }, style).substituted
    expect(line({ maxTerms: 12 })).not.toContain('…')
    expect(line({}).split(' + ')).toHaveLength(9)
  })

  it('rounds what it shows and nothing else', () => {
    const third = { ...wide, dataset: { name: 'inline', inputs: [Array.from({ length: 12 }, () => 1 / 3)], targets: [[0]] } } // prettier-ignore
    const { result, value } = lineOf(third, { kind: 'output', layer: 0, sample: 0, cell: [0] })
    expect(result).toBe('26')
    expect(value).toBeCloseTo(26, 13)
    expect(lineOf(third, { kind: 'loss' }, { digits: 6 }).substituted).toBe('(0 − 26)²')
  })

  it('shows how a mean over the batch divides the gradient, and a sum over the batch adds it up', () => {
    const parts = { ...stack(dense(1)), dataset: { name: 'inline', inputs: [[1], [2], [3]], targets: [[1], [2], [4]] }, loss: 'half_squared_error' } // prettier-ignore
    const line = (quantity: Quantity, training: object = batchOfThree) =>
      lineOf({ ...parts, training }, quantity).formula
    const delta = { kind: 'outputGradient', layer: 0, sample: 1, cell: [0] } as const
    expect(line(delta)).toBe('(z⁽¹⁾₂,₁ − y₂,₁)/N')
    expect(line(delta, { ...batchOfThree, reduction: 'sum' })).toBe('z⁽¹⁾₂,₁ − y₂,₁')
    expect(line({ kind: 'gradient', layer: 0, parameter: 'weight', cell: [0, 0] })).toBe(
      'δ⁽¹⁾₁,₁·x₁,₁ + δ⁽¹⁾₂,₁·x₂,₁ + δ⁽¹⁾₃,₁·x₃,₁',
    )
  })

  it('goes through the Jacobian of an unmerged softmax, and in one step through a merged one', () => {
    const parts = { ...stack(dense(3), { type: 'softmax' }), dataset: numbers(classes), ...crossEntropy }
    const delta = { kind: 'outputGradient', layer: 0, sample: 0, cell: [1] } as const
    expect(lineOf(parts, delta).formula).toBe('a⁽¹⁾₂ − y₂')
    expect(lineOf({ ...parts, training: { crossEntropy: 'unmerged' } }, delta).formula).toBe(
      '∂C/∂a⁽¹⁾₁·(−a⁽¹⁾₂·a⁽¹⁾₁) + ∂C/∂a⁽¹⁾₂·a⁽¹⁾₂·(1 − a⁽¹⁾₂) + ∂C/∂a⁽¹⁾₃·(−a⁽¹⁾₂·a⁽¹⁾₃)',
    )
  })

  it('names which cell of an image meets which cell of the kernel, and which window a cell won', () => {
    const one = [[[[1, 2, 3], [4, 9, 6], [7, 8, 6]]]] // prettier-ignore
    const parts = {
      ...stack({ type: 'conv2d', filters: 1, kernel: 2, bias: false, weightInit: { type: 'constant', value: 1 } }, { type: 'max_pool2d', size: 2 }, { type: 'flatten' }), // prettier-ignore
      dataset: { name: 'inline', inputs: one, targets: [[0]] },
    }
    expect(lineOf(parts, { kind: 'output', layer: 0, sample: 0, cell: [0, 1, 0] }).text).toBe(
      'z⁽¹⁾₁₂₁ = w⁽¹⁾₁₁₁₁·x₁₂₁ + w⁽¹⁾₁₁₁₂·x₁₂₂ + w⁽¹⁾₁₁₂₁·x₁₃₁ + w⁽¹⁾₁₁₂₂·x₁₃₂ = 1·4 + 1·9 + 1·7 + 1·8 = 28',
    )
    expect(lineOf(parts, { kind: 'outputGradient', layer: 0, sample: 0, cell: [0, 1, 0] }).text).toBe('δ⁽¹⁾₁₂₁ = 0')
    expect(lineOf(parts, { kind: 'outputGradient', layer: 0, sample: 0, cell: [0, 1, 1] }).text).toBe(
      'δ⁽¹⁾₁₂₂ = ∂C/∂p⁽¹⁾₁₁₁ = 58',
    )
  })

  it('takes the mean of the words of a context, and spreads the gradient over them', () => {
    const parts = { ...networks['CBOW with many context words'], training: { batchSize: 1 } }
    expect(lineOf(parts, { kind: 'output', layer: 0, sample: 0, cell: [1] }).formula).toBe('(w⁽¹⁾₁₂ + w⁽¹⁾₂₂)/2')
    expect(lineOf(parts, { kind: 'gradient', layer: 0, parameter: 'weight', cell: [1, 1] }).formula).toBe('∂C/∂h⁽¹⁾₂/2')
    expect(lineOf(parts, { kind: 'gradient', layer: 0, parameter: 'weight', cell: [5, 1] }).formula).toBe('0')
  })

  it('writes the loss of a batch as the mean of its samples, and of a sample as in textbooks', () => {
    const parts = { ...stack(dense(1), { type: 'sigmoid' }), dataset: { name: 'inline', inputs: [[1], [2], [3]], targets: [[1], [0], [1]] }, loss: 'binary_cross_entropy', training: batchOfThree } // prettier-ignore
    const batch = lineOf(parts, { kind: 'loss' })
    expect(`${batch.symbol} = ${batch.formula}`).toBe('C = 1/N·(C₁ + C₂ + C₃)')
    const second = lineOf(parts, { kind: 'sampleLoss', sample: 1 })
    expect(`${second.symbol} = ${second.formula}`).toBe('C₂ = −(y₂,₁·ln(a⁽¹⁾₂,₁) + (1 − y₂,₁)·ln(1 − a⁽¹⁾₂,₁))')
    expect(second.asides.map(({ kind, formula }) => [kind, formula.plain])).toEqual([
      ['stable', 'max(z⁽¹⁾₂,₁, 0) − z⁽¹⁾₂,₁·y₂,₁ + ln(1 + e^(−|z⁽¹⁾₂,₁|))'],
    ])
    const losses = [0, 1, 2].map((sample) => lineOf(parts, { kind: 'sampleLoss', sample }).value)
    expect((losses[0]! + losses[1]! + losses[2]!) / 3).toBeCloseTo(batch.value, 14)
    expect(lineOf({ ...parts, training: { ...batchOfThree, l2: 0.1 } }, { kind: 'loss' }).symbol).toBe('L')
  })

  it('leaves the textbook’s form of a loss where its logarithm would be of 0', () => {
    const parts = { ...stack({ type: 'dense', units: 1, weightInit: { type: 'constant', value: 800 }, bias: false }, { type: 'sigmoid' }), dataset: { name: 'inline', inputs: [[1]], targets: [[0]] }, loss: 'binary_cross_entropy' } // prettier-ignore
    expect(lineOf(parts, { kind: 'loss' })).toMatchObject({ value: 800, result: '800' })
    expect(lineOf(parts, { kind: 'loss' }).formula).toContain('max(z⁽¹⁾₁, 0)')
  })

  it('is refused for what the step does not have', () => {
    const parts = { ...stack(dense(3)), dataset: numbers(measured) }
    expect(() => lineOf(parts, { kind: 'output', layer: 1, sample: 0, cell: [0] })).toThrow(RangeError)
    expect(() => lineOf(parts, { kind: 'output', layer: 0, sample: 7, cell: [0] })).toThrow(RangeError)
    expect(() => lineOf(parts, { kind: 'mean', layer: 0, parameter: 'weight', cell: [0, 0] })).toThrow(RangeError)
    expect(() => lineOf(parts, { kind: 'gradient', layer: 0, parameter: 'weight', cell: [0, 5] })).toThrow(RangeError)
    const sampled = { ...networks['CBOW with many context words'], training: { ...batchOfThree, negativeSampling: {} } }
    expect(() => lineOf(sampled, { kind: 'loss' })).toThrow('the step has no such number: layer 2 put nothing out')
  })
})
