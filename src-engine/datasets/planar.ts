import { z } from 'zod'
import type { Rng } from '../rng.ts'
import { compactClasses } from './classes.ts'
import { commonKeys, usualSplit, type Dataset } from './dataset.ts'

/** The keys of every set drawn on the plane. `noise` is what the dataset makes of it, unless told otherwise. */
export function planarKeys(defaults: { readonly noise: number }) {
  return {
    samples: z.int().min(10).max(100_000).default(500),
    /** Standard deviation of what is added to x and to y; the noiseless set spans about −1 … 1. */
    noise: z.number().min(0).max(1).default(defaults.noise),
    ...commonKeys({ split: usualSplit, scale: 'none' }),
  }
}

export type Point = readonly [x: number, y: number]

/**
 * Points on the plane in classes of equal size, give or take one: sample `i` is of class `i mod classes`.
 *
 * `place` says where a sample of a class lies before noise. Two classes make one target, 0 or 1; more are one-hot.
 */
export function planarDataset(
  spec: { readonly samples: number; readonly noise: number },
  classNames: readonly string[],
  rng: Rng,
  place: (label: number) => Point,
): Dataset {
  const labels = Uint8Array.from({ length: spec.samples }, (_, i) => i % classNames.length)
  const inputs = new Float64Array(2 * spec.samples)
  labels.forEach((label, i) => {
    const [x, y] = place(label)
    inputs[2 * i] = x + spec.noise * rng.normal()
    inputs[2 * i + 1] = y + spec.noise * rng.normal()
  })
  return {
    count: spec.samples,
    inputShape: [2],
    inputs,
    inputNames: ['x', 'y'],
    ...compactClasses(labels, classNames),
  }
}

/** The point at `radius` from the origin, `angle` radians counter-clockwise from the x axis. */
export function polar(radius: number, angle: number): Point {
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
}
