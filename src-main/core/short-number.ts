/** Five digits that count: as much as a picture can show, in a fraction of the text. */
export function shortNumber(value: number): number {
  return Number(value.toPrecision(5))
}
