import type { FloatArray } from '../float-array.ts'

/** Vectors seen on the plane in which they differ most. */
export interface PrincipalPlane {
  /** One number per vector, about 0. */
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** The shares of all variance that lie along x and along y. */
  readonly explained: readonly [number, number]
}

/** More than enough for directions that differ at all; those that do not are as good as each other. */
const mostTurns = 500
const tolerance = 1e-12

/**
 * The first two principal components (Pearson, 1901): eigenvectors of the covariance with the largest eigenvalues, by
 * power iteration, the second after the first is taken out.
 *
 * A direction's sign means nothing; it is chosen so that its largest part is positive, and the picture is always the same.
 *
 * @param vectors (count, size)
 */
export function principalPlane(vectors: FloatArray, count: number): PrincipalPlane {
  const size = count === 0 ? 0 : vectors.length / count
  const centred = centre(vectors, count, size)
  const covariance = covarianceOf(centred, count, size)
  let total = 0
  for (let i = 0; i < size; i++) total += covariance[i * size + i] as number
  const first = strongest(covariance, size)
  deflate(covariance, first)
  const second = strongest(covariance, size)
  const share = (variance: number) => (total > 0 ? Math.max(0, variance) / total : 0)
  return {
    x: project(centred, count, first.direction),
    y: project(centred, count, second.direction),
    explained: [share(first.variance), share(second.variance)],
  }
}

interface Component {
  readonly direction: Float64Array
  readonly variance: number
}

function centre(vectors: FloatArray, count: number, size: number): Float64Array {
  const mean = new Float64Array(size)
  vectors.forEach((value, i) => {
    mean[i % size] = (mean[i % size] as number) + value / count
  })
  return Float64Array.from(vectors, (value, i) => value - (mean[i % size] as number))
}

/** (size, size), as Σ x xᵀ / count. */
function covarianceOf(centred: Float64Array, count: number, size: number): Float64Array {
  const covariance = new Float64Array(size * size)
  for (let row = 0; row < count * size; row += size) {
    for (let i = 0; i < size; i++) {
      const value = (centred[row + i] as number) / count
      for (let j = 0; j < size; j++) {
        covariance[i * size + j] = (covariance[i * size + j] as number) + value * (centred[row + j] as number)
      }
    }
  }
  return covariance
}

function strongest(matrix: Float64Array, size: number): Component {
  // No two parts alike: a start at right angles to the answer would never find it.
  let direction = normalised(Float64Array.from({ length: size }, (_, i) => 1 / (i + 1)))
  let variance = 0
  for (let turn = 0; turn < mostTurns; turn++) {
    const turned = times(matrix, direction)
    const next = normalised(turned)
    const change = next.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (direction[i] as number))), 0)
    variance = dot(direction, turned)
    direction = next
    if (change < tolerance) break
  }
  const largest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
  return { direction: largest < 0 ? direction.map((value) => -value) : direction, variance }
}

/** Takes a component out: C − λ v vᵀ. */
function deflate(matrix: Float64Array, { direction, variance }: Component): void {
  const size = direction.length
  for (let i = 0; i < size * size; i++) {
    const part = (direction[Math.floor(i / size)] as number) * (direction[i % size] as number)
    matrix[i] = (matrix[i] as number) - variance * part
  }
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length
  return vector.map((_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector))
}

function project(centred: Float64Array, count: number, direction: Float64Array): number[] {
  const size = direction.length
  return Array.from({ length: count }, (_, i) => dot(centred.subarray(i * size, (i + 1) * size), direction))
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** Of length 1; what has no length stays nothing. */
function normalised(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector))
  return length > 0 ? vector.map((value) => value / length) : vector
}
