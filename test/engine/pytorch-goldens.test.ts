import { describe, expect, it } from 'vitest'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { layers, losses, optimizers, schedules } from '../../src-engine/registry.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import { fastKernels } from './kernels/support/twins.ts'
import { errorsOf, experimentOfGolden, goldens, runOf } from './support/goldens.ts'

const bounds = { float64: 1e-10, float32: 1e-4 } as const

describe.each([
  ['float64', 'reference', () => referenceKernels],
  ['float32', 'reference', () => referenceKernels],
  ...fastKernels.map(([name, create]) => ['float32', name, create] as const),
] as const)('PyTorch agrees in %s with %s kernels', (precision, _kernels, create) => {
  it.each(goldens.map((golden) => [golden.name, golden] as const))('on %s', (_name, golden) => {
    const expected = golden[precision]
    const actual = runOf(golden, precision, create())
    expect(actual.losses).toHaveLength(10)
    expect(Object.keys(actual.gradients)).toEqual(Object.keys(expected.gradients))
    const errors = Object.entries(errorsOf(actual, expected))
    expect(errors.filter(([, error]) => !(error <= bounds[precision]))).toEqual([])
  })
})

describe('momentum under a changing rate', () => {
  const cases = goldens.filter(({ pytorchLosses }) => pytorchLosses)

  it.each(cases.map((golden) => [golden.name, golden] as const))(
    'keeps the change it made, where PyTorch keeps the gradient, so that their paths part: %s',
    (_name, golden) => {
      const ours = runOf(golden, 'float64')
      const apart = golden.pytorchLosses?.map((loss, i) => Math.abs((ours.losses[i] ?? NaN) - loss)) ?? []
      // The rate falls with step 3 for the first time, which the loss of step 4 is the first to feel.
      expect(ours.rates.slice(0, 4)).toEqual([0.3, 0.3, 0.15, 0.15])
      expect(Math.max(...apart.slice(0, 3))).toBeLessThan(1e-12)
      expect(Math.min(...apart.slice(3))).toBeGreaterThan(1e-3)
    },
  )

  it('has a case with Nesterov and one without', () => {
    const used = cases.map((golden) => experimentOfGolden(golden, 'float64').optimizer)
    expect(used.map((optimizer) => optimizer.type === 'sgd' && optimizer.nesterov)).toEqual([false, true])
  })
})

describe('a golden from PyTorch is there', () => {
  /** Dropout draws its mask from the lab's own random numbers, which PyTorch cannot draw. */
  const withoutGolden: readonly string[] = ['dropout']

  it.each([
    ['layer', layers.map(({ type }) => type), ({ network }) => network.layers.map(({ type }) => type)],
    ['loss', losses.map(({ name }) => name), ({ loss }) => [loss]],
    ['optimizer', optimizers.map(({ type }) => type), ({ optimizer }) => [optimizer.type]],
    ['schedule', schedules.map(({ type }) => type), ({ optimizer }) => [optimizer.schedule.type]],
  ] satisfies readonly (readonly [string, readonly string[], (experiment: Experiment) => readonly string[]])[])(
    'for every registered %s',
    (_kind, registered, usedBy) => {
      const used = new Set<string>(goldens.flatMap((golden) => usedBy(experimentOfGolden(golden, 'float64'))))
      expect(registered.filter((name) => !used.has(name) && !withoutGolden.includes(name))).toEqual([])
    },
  )
})
