/** One measured figure, with the target it is to reach where there is one. */
export interface Measurement {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly target: { readonly atMost: number } | { readonly atLeast: number } | null
}
