import type { LayerSpec } from '../../src-engine/layers/index.ts'
import { layerTypeOf } from '../../src-engine/registry.ts'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'

const samples = 25
const reach = 3

/**
 * The graph of an elementwise activation over −3 … 3 as an SVG path in a box of `size`, drawn by the engine's own
 * function, so that the picture cannot disagree with what is trained.
 */
export function activationCurve(spec: LayerSpec, size: number, margin: number): string {
  const input = Float64Array.from({ length: samples }, (_, i) => -reach + (2 * reach * i) / (samples - 1))
  const output = new Float64Array(samples)
  const nothing = new Float64Array(0)
  const buffers = { input, output, dOutput: nothing, dInput: null, parameters: {}, workspace: {} }
  const context = { kernels: referenceKernels, seed: 0, index: 0 }
  layerTypeOf(spec)
    .create(spec, { shape: [samples], vocabulary: null }, buffers, context)
    .forward(1, { training: false, step: 0 })

  const [low, high] = [Math.min(...output), Math.max(...output)]
  const room = size - 2 * margin
  const points = Array.from(output, (value, i) => {
    const x = margin + (room * i) / (samples - 1)
    const y = size - margin - (room * (value - low)) / (high - low)
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  })
  return `M${points.join('L')}`
}
