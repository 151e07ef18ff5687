import type { FloatArray } from '../float-array.ts'
import type { Network, NetworkLayer } from '../network.ts'
import { createRng } from '../rng.ts'
import { sizeOf } from '../shape.ts'
import type { Noise } from './noise.ts'

export interface NegativeSamplingOptions {
  readonly network: Network
  readonly target: FloatArray
  readonly noise: Noise
  /** Negative samples for every target word. */
  readonly samples: number
  readonly seed: number
}

/** The training side of an objective whose last dense layer and softmax are replaced by negative sampling. */
export interface NegativeSampling {
  /** Layers that run in a training pass: all before the replaced dense layer. */
  readonly depth: number
  /** Sum of the losses of `n` samples after a forward pass of `depth` layers; `step` names the draw. */
  readonly value: (n: number, step: number) => number
  readonly backward: (n: number, scale: number) => void
}

/**
 * Negative sampling (Mikolov et al., 2013, eq. 4; named in the word2vec article as what makes large corpora usable).
 *
 * For a hidden row h and a target word o, with k words drawn from the noise distribution:
 * `L = −log σ(u_o) − Σ_k log σ(−u_k)`, `u_w = w_w·h + b_w`; `∂L/∂u = σ(u) − y`, y being 1 for o and 0 for the drawn.
 * Only the drawn rows of the output weight are read or get a gradient. A drawn word that is the target itself is left
 * out, as in word2vec's own program.
 */
export function createNegativeSampling(options: NegativeSamplingOptions): NegativeSampling {
  const { network, target, noise, samples, seed } = options
  const depth = network.layers.length - 2
  const { buffers, input } = network.layers[depth] as NetworkLayer
  const { weight, bias } = buffers.parameters
  if (!weight) throw new Error('negative sampling replaces a dense layer')
  const hidden = sizeOf(input.shape)
  const classes = sizeOf(network.outputShape)
  // One entry for every unit looked at: its sample, its row and ∂L/∂u.
  const entries: { sample: number; row: number; slope: number }[] = []
  let used = 0

  function look(sample: number, row: number, y: 0 | 1): number {
    let u = bias ? (bias.value[row] as number) : 0
    for (let i = 0; i < hidden; i++) {
      u += (weight?.value[row * hidden + i] as number) * (buffers.input[sample * hidden + i] as number)
    }
    const entry = (entries[used] ??= { sample: 0, row: 0, slope: 0 })
    entry.sample = sample
    entry.row = row
    entry.slope = 1 / (1 + Math.exp(-u)) - y
    used++
    // −log σ(u) for the target, −log σ(−u) for a drawn word, without overflow.
    const signed = y === 1 ? -u : u
    return Math.max(signed, 0) + Math.log1p(Math.exp(-Math.abs(signed)))
  }

  return {
    depth,
    value(n, step) {
      const rng = createRng(seed, 'negative', step)
      let sum = 0
      used = 0
      for (let sample = 0; sample < n; sample++) {
        for (let word = 0; word < classes; word++) {
          for (let times = target[sample * classes + word] as number; times > 0; times--) {
            sum += look(sample, word, 1)
            for (let k = 0; k < samples; k++) {
              const drawn = noise.draw(rng)
              if (drawn !== word) sum += look(sample, drawn, 0)
            }
          }
        }
      }
      return sum
    },
    backward(n, scale) {
      const { dInput } = buffers
      weight.gradient.fill(0)
      bias?.gradient.fill(0)
      dInput?.fill(0, 0, n * hidden)
      for (let e = 0; e < used; e++) {
        const { sample, row, slope } = entries[e] as (typeof entries)[number]
        const du = scale * slope
        if (bias) bias.gradient[row] = (bias.gradient[row] as number) + du
        for (let i = 0; i < hidden; i++) {
          const w = row * hidden + i
          const h = sample * hidden + i
          weight.gradient[w] = (weight.gradient[w] as number) + du * (buffers.input[h] as number)
          if (dInput) dInput[h] = (dInput[h] as number) + du * (weight.value[w] as number)
        }
      }
      network.backward(n, depth - 1)
    },
  }
}
