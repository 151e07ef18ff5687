import type { LayerSpec } from '../layers/index.ts'
import type { NetworkLayer } from '../network.ts'
import { sizeOf, type Shape } from '../shape.ts'

/** The units of a layer: its numbers, or where it puts out an image its channels. */
export interface Units {
  readonly count: number
  /** Numbers of one unit in one sample: 1, or the cells of a channel. */
  readonly cells: number
}

export function unitsOf(shape: Shape): Units {
  const [channels = 1] = shape
  return shape.length === 3 ? { count: channels, cells: sizeOf(shape) / channels } : { count: sizeOf(shape), cells: 1 }
}

/** Marks the units that put out something above 0 for one of `samples` samples. `alive` has an entry for each unit. */
export function markAlive({ buffers, outputShape }: NetworkLayer, samples: number, alive: Uint8Array): void {
  const { count, cells } = unitsOf(outputShape)
  for (let sample = 0; sample < samples; sample++) {
    for (let unit = 0; unit < count; unit++) {
      if (alive[unit] === 1) continue
      const start = (sample * count + unit) * cells
      for (let i = start; i < start + cells; i++) {
        if ((buffers.output[i] as number) > 0) {
          alive[unit] = 1
          break
        }
      }
    }
  }
}

/** Beyond these the slope of an activation is next to nothing: below 1 % of its steepest. */
interface SaturationBounds {
  readonly low: number
  readonly high: number
}

/** `σ′ = a(1 − a)` is 1 % of its largest, ¼, where `a = ½ ± ½√0.99`; `tanh′ = 1 − a²` is 1 % where `a = ±√0.99`. */
const saturationBounds: Partial<Record<LayerSpec['type'], SaturationBounds>> = {
  sigmoid: { low: 0.5 - Math.sqrt(0.99) / 2, high: 0.5 + Math.sqrt(0.99) / 2 },
  tanh: { low: -Math.sqrt(0.99), high: Math.sqrt(0.99) },
}

/** Whether a type of layer can saturate. */
export function canSaturate(type: LayerSpec['type']): boolean {
  return saturationBounds[type] !== undefined
}

/** The share of numbers that a layer puts out for `samples` samples which are saturated; 0 if it cannot saturate. */
export function saturatedShare({ spec, buffers, outputShape }: NetworkLayer, samples: number): number {
  const bounds = saturationBounds[spec.type]
  if (!bounds) return 0
  const { low, high } = bounds
  const count = samples * sizeOf(outputShape)
  let saturated = 0
  for (let i = 0; i < count; i++) {
    const a = buffers.output[i] as number
    if (a < low || a > high) saturated++
  }
  return saturated / count
}
