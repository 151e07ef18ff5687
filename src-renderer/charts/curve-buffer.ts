import type { CurvePoint as AveragedPoint } from '../../src-engine/averaging.ts'
import type { MetricPoint } from '../../src-main/protocol.ts'

/** One point of a drawn curve. */
export interface CurvePoint extends AveragedPoint {
  /** Time trained until then, where it is drawn along time. */
  readonly seconds?: number
}

const capacity = 20_000

/** A curve that grows at its end, never beyond what can be drawn: when full, its older half is thinned by two. */
export class CurveBuffer {
  #points: CurvePoint[] = []

  get points(): readonly CurvePoint[] {
    return this.#points
  }

  get last(): CurvePoint | null {
    return this.#points.at(-1) ?? null
  }

  /** A point at or before the last one is known already and is passed over. */
  append({ step, epoch, value }: MetricPoint): void {
    if (this.last && step <= this.last.step) return
    this.#points.push({ step, epoch, value })
    if (this.#points.length > capacity) this.#thin()
  }

  /** Takes back every point after `step`. */
  rewind(step: number): void {
    const end = this.#points.findIndex((point) => point.step > step)
    if (end >= 0) this.#points = this.#points.slice(0, end)
  }

  #thin(): void {
    const half = capacity / 2
    this.#points = this.#points.filter((_, i) => i >= half || i % 2 === 0)
  }
}
