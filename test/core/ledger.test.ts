import { formatProblem } from '../../src-engine/problem.ts'
import { inEnglish } from '../../src-engine/sentence.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLedger } from '../../src-engine/explain/ledger.ts'
import { numberAt } from '../../src-engine/explain/nest.ts'
import { symbolicLine } from '../../src-engine/explain/symbolic.ts'
import { numbersOfArray } from '../../src-engine/explain/symbolic/ledger-array.ts'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'
import { loadDataset } from '../../src-main/files/datasets.ts'
import type { GradientCheckState, RequestArguments } from '../../src-main/protocol.ts'
import { resources } from './places.ts'
import { experiment, openTestLab, type TestLab } from './temporary-lab.ts'

type Question = RequestArguments<'getLedger'>

const example = (file: string): Experiment =>
  parseExperiment(JSON.parse(readFileSync(join(resources, 'experiments', file), 'utf8')))

const designed = (json: unknown): Question['source'] => ({ kind: 'design', experiment: json, directory: null })

const question = (source: Question['source'], wish: Partial<Question> = {}): Question => ({
  source,
  step: 1,
  stage: null,
  sample: 0,
  cell: [],
  wholeBatch: true,
  digits: 4,
  windows: {},
  ...wish,
})

async function checked(lab: TestLab, source: Question['source']): Promise<GradientCheckState> {
  const { id } = await lab.ask('startGradientCheck', { source })
  for (;;) {
    const state = await lab.ask('getGradientCheck', { id })
    if (state.done) return state
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('every stage of the first three steps holds the numbers and the lines of `lab ledger`, to the bit', async () => {
  const lab = openTestLab()
  for (const file of ['momentum-article.json', 'xor.json', 'football-cbow.json']) {
    const json = example(file)
    const dataset = await loadDataset(json.dataset, json.seed, null)
    const { steps } = createLedger({ experiment: json, dataset, steps: 3 })
    for (const [i, step] of steps.entries()) {
      const { stages } = await lab.ask('getLedger', question(designed(json), { step: i + 1 }))
      for (const stage of stages) {
        const page = await lab.ask('getLedger', question(designed(json), { step: i + 1, stage: stage.id }))
        expect(page).toMatchObject({ step: i + 1, stage: stage.id, loss: step.loss, batch: step.batch })
        for (const { array, at, rows, columns, values, shape } of page.tables) {
          const numbers = numbersOfArray(step, array)!
          values.forEach((row, y) =>
            row.forEach((value, x) => {
              const place = [...at, rows.start + y, columns.start + x].slice(-shape.length)
              expect(Object.is(value, numberAt(numbers, place))).toBe(true)
            }),
          )
        }
      }
    }
    const [, second] = steps
    const page = await lab.ask('getLedger', question(designed(json), { step: 2, stage: 'values 0', digits: 17 }))
    const line = symbolicLine({ experiment: json, step: second! }, { kind: 'output', layer: 0, sample: 0, cell: [0] }, { digits: 17 }) // prettier-ignore
    expect(page.line).toMatchObject({ text: line.text, value: line.value, latex: line.latex })
  }
})

test('the stages come in the order in which training comes to them', async () => {
  const lab = openTestLab()
  const { stages } = await lab.ask('getLedger', question(designed(example('people.json'))))
  expect(stages.map(({ phase, name }) => `${phase}: ${name.plain}`)).toEqual([
    'forward: z⁽¹⁾',
    'forward: a⁽¹⁾',
    'forward: z⁽²⁾',
    'forward: a⁽²⁾',
    'loss: C',
    'backward: ∂C/∂a⁽²⁾',
    'backward: δ⁽²⁾',
    'backward: ∂C/∂W⁽²⁾',
    'backward: ∂C/∂b⁽²⁾',
    'backward: ∂C/∂a⁽¹⁾',
    'backward: δ⁽¹⁾',
    'backward: ∂C/∂W⁽¹⁾',
    'backward: ∂C/∂b⁽¹⁾',
    'backward: ∂C/∂x',
    'update: ΔW⁽¹⁾',
    'update: Δb⁽¹⁾',
    'update: W⁽¹⁾[t+1]',
    'update: b⁽¹⁾[t+1]',
    'update: ΔW⁽²⁾',
    'update: Δb⁽²⁾',
    'update: W⁽²⁾[t+1]',
    'update: b⁽²⁾[t+1]',
  ])
})

test('the cells that a number was worked out from are marked in their own tables', async () => {
  const lab = openTestLab()
  const source = designed(example('momentum-article.json'))
  const { line, tables } = await lab.ask('getLedger', question(source, { stage: 'gradients 0', cell: [2] }))
  expect(line.formula).toBe('(δ⁽²⁾₁·w⁽²⁾₁₃ + δ⁽²⁾₂·w⁽²⁾₂₃)·σ′(z⁽¹⁾₃)')
  expect(tables.map(({ name, marked }) => [name.plain, marked])).toEqual([
    ['δ⁽¹⁾', [[0, 2]]],
    ['δ⁽²⁾', [[0, 0], [0, 1]]], // prettier-ignore
    ['W⁽²⁾', [[0, 2], [1, 2]]], // prettier-ignore
    ['a⁽¹⁾', [[0, 2]]],
  ])
})

test('of a 784-100-10 step only the parts looked at are given, wherever they are looked for', async () => {
  const lab = openTestLab()
  const large = parseExperiment({
    ...example('digits-dense.json'),
    network: { layers: [{ type: 'dense', units: 100 }, { type: 'sigmoid' }, { type: 'dense', units: 10 }, { type: 'softmax' }] }, // prettier-ignore
    training: { epochs: 1, batchSize: 1 },
  })
  const stage = 'gradient 0 weight'
  const page = await lab.ask('getLedger', question(designed(large), { stage, cell: [42, 700] }))
  const [own, delta, input] = page.tables
  expect([own!.rows, own!.columns]).toEqual([{ start: 40, count: 20, total: 100 }, { start: 700, count: 20, total: 784 }]) // prettier-ignore
  expect(own!.marked).toEqual([[42, 700]])
  expect(input!.columns).toEqual({ start: 0, count: 28, total: 28 })
  expect(own!.values[2]![0]).toBe(delta!.values[0]![2]! * input!.values[25]![0]!)
  expect(page.picture).toBeNull()
  expect(JSON.stringify(page).length).toBeLessThan(100_000)
  const moved = await lab.ask('getLedger', question(designed(large), { stage, windows: { [stage]: { row: 90, column: 5 } } })) // prettier-ignore
  expect(moved.tables[0]).toMatchObject({ rows: { start: 90, count: 10 }, columns: { start: 5, count: 20 } })
})

test('a run goes on from any of its checkpoints, with the weights it had there', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(3))
  const run = await lab.untilStatus(id, 'completed')
  const source = (checkpoint: string) => ({ kind: 'run', runId: id, checkpoint }) as const
  const from = (checkpoint: string, step = 1) => lab.ask('getLedger', question(source(checkpoint), { step, stage: 'after 0 weight' })) // prettier-ignore
  const first = await from('initial')
  expect(first).toMatchObject({ step: 1, stopped: null })
  expect((await from('initial', 5)).step).toBe(5)
  // A run that is over has one more epoch, as when it is resumed.
  const beyond = await from('last')
  expect(beyond.step).toBe(run.totalSteps + 1)
  const weights = await lab.ask('compareWeights', { runIds: [id, id], referenceId: id })
  const [before] = beyond.tables.filter(({ array }) => array.of === 'before')
  const norm = Math.hypot(...before!.values.flat())
  expect(norm).toBeCloseTo(weights.tensors.find(({ name }) => name === 'layers.0.weight')!.runs[0]!.norm, 5)
  const error = await lab.refusal('getLedger', question(source('epoch:99')))
  expect(error.code).toBe('not_found')
})

test('what cannot be shown is refused with its place, the limit, and what would do', async () => {
  const lab = openTestLab()
  const ask = (json: unknown, wish: Partial<Question> = {}) => lab.refusal('getLedger', question(designed(json), wish))
  expect((await ask({ version: 1 })).problems.map(({ path }) => path)).toContainEqual(['training'])

  const wrong = { ...example('people.json'), network: { layers: [{ type: 'dense', units: 3 }] } }
  expect((await ask(wrong)).problems[0]!.path).toEqual(['network', 'layers', 0])

  const short = { ...example('momentum-article.json'), training: { epochs: 2, batchSize: 1 } }
  const { problems } = await ask(short, { step: 3 })
  expect(problems.map(formatProblem)).toEqual(['step: training is over after 2 steps; choose a step up to 2'])
  const { stopped } = await lab.ask('getLedger', question(designed(short), { step: 2 }))
  expect(stopped && inEnglish(stopped)).toBe('training is over after 2 steps')

  const digits = example('digits-dense.json')
  const wide = { ...digits, network: { layers: [{ type: 'dense', units: 9000 }, { type: 'dense', units: 10 }, { type: 'softmax' }] } } // prettier-ignore
  const tooLarge = await ask(wide)
  expect(tooLarge.problems[0]).toMatchObject({ path: ['network', 'layers'] })
  expect(tooLarge.message).toContain('a ledger at most 12,000,000')
  expect((await ask(digits, { step: 100_000 })).message).toMatch(/step 100000 of this network is too far away; choose one up to \d+/) // prettier-ignore
})

test('a gradient check tells how far it is, and what it found; it can be cancelled', async () => {
  const lab = openTestLab()
  const state = await checked(lab, designed(example('people.json')))
  expect(state).toMatchObject({ checked: 9, total: 9, report: { checked: 9, total: 9, kinks: 0, passed: true } })
  expect(state.report!.maxRelativeError).toBeLessThan(1e-6)

  const { id } = await lab.ask('startGradientCheck', { source: designed(example('digits-cnn.json')) })
  expect((await lab.ask('getGradientCheck', { id })).done).toBe(false)
  await lab.ask('stopGradientCheck', { id })
  expect((await lab.refusal('getGradientCheck', { id })).code).toBe('not_found')
})

test('a trained network is checked with the weights of its checkpoint', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(2))
  await lab.untilStatus(id, 'completed')
  const [initial, last] = await Promise.all(['initial', 'last'].map((checkpoint) => checked(lab, { kind: 'run', runId: id, checkpoint }))) // prettier-ignore
  expect([initial!.report!.passed, last!.report!.passed]).toEqual([true, true])
  expect(initial!.report!.worst!.analytic).not.toBe(last!.report!.worst!.analytic)
})
