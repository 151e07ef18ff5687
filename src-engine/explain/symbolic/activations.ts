import type { ActivationKind } from '../../kernels/kernels.ts'
import type { LayerSpec } from '../../layers/index.ts'
import {
  apply,
  difference,
  named,
  negative,
  number,
  power,
  product,
  quotient,
  sum,
  type Expression,
  type Name,
  type NamedExpression,
} from './expression.ts'
import type { LayerFormulas, Place } from './layer-formulas.ts'
import { functionName, functionOf } from './notation.ts'
import type { Cell } from './retraced-step.ts'

interface ActivationFormulas {
  /** The name of f′, without its argument. */
  readonly derivativeName: Name
  f(z: Expression, slope: Expression): Expression
  derivative(z: Expression, a: Expression, slope: Expression): Expression
}

const one = number(1)

const formulas: Readonly<Record<ActivationKind, ActivationFormulas>> = {
  identity: {
    derivativeName: functionName('f′', "f'"),
    f: (z) => z,
    derivative: () => one,
  },
  sigmoid: {
    derivativeName: functionName('σ′', "\\sigma'"),
    f: (z) => quotient(one, sum([one, apply('exp', negative(z))])),
    derivative: (_z, a) => product(a, difference(one, a)),
  },
  tanh: {
    derivativeName: functionName('tanh′', "\\tanh'"),
    f: (z) => apply('tanh', z),
    derivative: (_z, a) => difference(one, power(a, 2)),
  },
  relu: {
    derivativeName: functionName('ReLU′', "\\mathrm{ReLU}'"),
    f: (z) => apply('max', number(0), z),
    derivative: (z) => apply('isPositive', z),
  },
  leaky_relu: {
    derivativeName: functionName('LReLU′', "\\mathrm{LReLU}'"),
    // The slope is at most 1, so the larger of the two is z above 0 and slope · z below.
    f: (z, slope) => apply('max', z, product(slope, z)),
    derivative: (z, _a, slope) => sum([apply('isPositive', z), product(slope, apply('isNotPositive', z))]),
  },
}

/** `a = f(z)`, `∂C/∂z = ∂C/∂a · f′(z)`, each number by itself. Where f′ is 1 throughout it is left out. */
export function activationFormulas(kind: ActivationKind): LayerFormulas<LayerSpec> {
  const activation = formulas[kind]
  const slopeOf = (spec: LayerSpec) => number(spec.type === 'leaky_relu' ? spec.slope : 0)

  function derivativeAt({ step, layer, sample }: Place, spec: LayerSpec, cell: Cell): NamedExpression {
    const z = step.value(layer - 1, sample, cell)
    return named(
      functionOf(activation.derivativeName, z.name),
      activation.derivative(z, step.value(layer, sample, cell), slopeOf(spec)),
    )
  }

  return {
    output: ({ step, layer, sample }, spec, cell) => activation.f(step.value(layer - 1, sample, cell), slopeOf(spec)),
    derivative: derivativeAt,
    inputGradient: (place, spec, cell, behind) =>
      kind === 'identity' ? behind(cell) : product(behind(cell), derivativeAt(place, spec, cell)),
  }
}
