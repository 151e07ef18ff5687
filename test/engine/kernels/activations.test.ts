import { describe, expect, it } from 'vitest'
import type { ActivationKind } from '../../../src-engine/kernels/kernels.ts'
import { referenceKernels as reference } from '../../../src-engine/kernels/reference.ts'
import { createBench, exact, fastKernels, unit, wrongIn } from './support/twins.ts'

const kinds: readonly ActivationKind[] = ['identity', 'sigmoid', 'tanh', 'relu', 'leaky_relu']

/** Units in the last place that a function may be off, as its docstring says. */
const promised: Record<ActivationKind, number> = { identity: 0, sigmoid: 3, tanh: 2, relu: 0, leaky_relu: 0.5 }

/** The distance from `x` to the next float32. */
function spacing(x: number): number {
  const magnitude = Math.abs(Math.fround(x))
  const bits = new Int32Array(Float32Array.of(magnitude).buffer)
  const next = new Float32Array(Int32Array.of((bits[0] ?? 0) + 1).buffer)
  return (next[0] ?? 0) - magnitude
}

describe.each(fastKernels)('activations with %s kernels', (_name, create) => {
  const bench = createBench(create())
  const { kernels } = bench

  it.each(kinds)('%s is as near to the true value as promised, over all of float32', (kind) => {
    const count = 1 << 16
    const input = bench.random('input', count)
    const bits = new Uint32Array(input.buffer, input.byteOffset, count)
    let worst = 0
    // Every 2,039th float32, a prime, so that all exponents and lowest bits occur.
    for (let start = 0; start < 2 ** 32; start += 2039 * count) {
      for (let i = 0; i < count; i++) bits[i] = start + 2039 * i
      const output = bench.output('output', count)
      kernels.activationForward(kind, count, 0.125, input, output)
      const expected = new Float64Array(count)
      reference.activationForward(kind, count, 0.125, exact(input), expected)
      for (let i = 0; i < count; i++) {
        const [found, value] = [output[i] as number, expected[i] as number]
        if (Object.is(found, Math.fround(value)) || found === Math.fround(value)) continue
        worst = Math.max(worst, Math.abs(found - value) / spacing(value))
      }
    }
    expect(worst).toBeLessThanOrEqual(promised[kind])
  })

  it.each(kinds)('%s agrees with the reference for any count, and passes on NaN and infinity', (kind) => {
    for (let count = 1; count <= 70; count++) {
      const input = bench.random('input', count).map((x) => 8 * x)
      const z = bench.of('z', input)
      const special = [NaN, Infinity, -Infinity, 0, -0]
      z[count >> 1] = special[count % special.length] as number
      const dOutput = bench.random('dOutput', count)
      dOutput[count >> 2] = special[(count + 2) % special.length] as number
      const output = bench.output('output', count)
      const dInput = bench.output('dInput', count)
      kernels.activationForward(kind, count, 0.1, z, output)
      const expected = new Float64Array(count)
      reference.activationForward(kind, count, 0.1, exact(z), expected)
      expect([count, wrongIn(output, expected, 4 * unit * 8)]).toEqual([count, []])

      const a = bench.of('a', output.subarray(0, count))
      kernels.activationBackward(kind, count, 0.1, z, a, dOutput, dInput)
      reference.activationBackward(kind, count, 0.1, exact(z), exact(a), exact(dOutput), expected)
      expect([count, wrongIn(dInput, expected, 4 * unit)]).toEqual([count, []])
    }
  })

  it('multiplies any count of numbers', () => {
    for (let count = 1; count <= 70; count++) {
      const [a, b] = [bench.random('a', count), bench.random('b', count)] as const
      const output = bench.output('output', count)
      kernels.multiply(count, a, b, output)
      expect(wrongIn(output, a.map((x, i) => x * (b[i] ?? NaN)), 0)).toEqual([]) // prettier-ignore
    }
  })
})
