/** A colour as `#rrggbb`, also where a style sheet made small says `#rgb`; anything else as it is. */
export function longHex(colour: string): string {
  return /^#[\da-f]{3}$/i.test(colour) ? colour.replace(/[\da-f]/gi, '$&$&') : colour
}
