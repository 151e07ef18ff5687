/** A point the pen goes through, in a box of 1 × 1, y down. Smoothly, unless it is a corner. */
export interface GlyphPoint {
  readonly x: number
  readonly y: number
  readonly corner: boolean
}

/** Strokes of the pen, one after the other. */
export type Glyph = readonly (readonly GlyphPoint[])[]

/** Strokes as points `x,y` in hundredths of the box; `!` marks a corner. */
function glyph(...strokes: readonly string[]): Glyph {
  return strokes.map((stroke) =>
    stroke.split(' ').map((point) => {
      const [x, y] = point.split(',').map((text) => parseInt(text) / 100) as [number, number]
      return { x, y, corner: point.endsWith('!') }
    }),
  )
}

/** Ways people write a digit, each as likely as the others, by digit. */
export const glyphs: readonly (readonly Glyph[])[] = [
  [
    // round
    glyph('55,2 25,15 10,50 22,86 50,98 78,84 90,50 77,15 52,2'),
    // narrow
    glyph('58,3 36,14 24,50 32,88 50,98 68,86 75,50 66,14 46,2'),
    // overshooting
    glyph('70,12 40,4 15,32 12,68 36,96 68,90 86,58 76,20 50,6 36,14'),
  ],
  [
    // a bare stroke
    glyph('50,0 51,35 50,70 50,100'),
    // with a flag
    glyph('28,24 42,14 53,1! 53,50 53,100'),
    // with flag and foot
    glyph('26,26 42,15 52,1! 52,98', '25,98 52,97 80,98'),
  ],
  [
    // a corner at the foot
    glyph('16,24 30,6 58,3 78,20 70,46 42,73 12,96! 50,95 87,95'),
    // a loop
    glyph('18,20 40,3 68,10 76,34 58,66 34,90 14,92 14,78 34,77 60,92 90,92'),
    // a wavy foot
    glyph('20,16 46,2 72,13 72,40 46,72 10,96! 36,86 62,95 90,86'),
  ],
  [
    // two bows
    glyph('20,13 45,2 72,12 70,36 40,47! 72,55 82,76 60,96 30,97 13,85'),
    // a flat top
    glyph('17,5 50,4 78,4! 60,22 42,40! 72,48 83,70 66,93 36,98 14,86'),
    // bows that meet in a small loop
    glyph('22,18 46,2 74,15 66,38 44,48 36,44 46,42 74,56 80,80 52,98 20,88'),
  ],
  [
    // open, of straight strokes
    glyph('28,4 20,30 13,55! 50,55 88,52', '70,10 67,50 62,99'),
    // closed
    glyph('66,2 40,34 10,68! 50,67 92,65', '66,2 66,50 64,99'),
    // open and round
    glyph('18,5 15,34 28,52 54,50 76,34 80,4! 76,50 70,99'),
    // in one go
    glyph('62,98 68,50 70,3! 44,30 12,62! 50,66 90,60'),
  ],
  [
    // back and belly, then the roof
    glyph('27,6 25,25 22,46! 50,38 78,54 80,80 52,98 16,90', '27,6 50,5 84,4'),
    // in one go from the roof
    glyph('82,3 55,5 30,5! 26,26 20,47! 52,40 78,58 74,86 44,98 14,88'),
    // round throughout
    glyph('84,6 52,4 30,16 30,38 56,48 76,66 68,90 42,98 14,90'),
  ],
  [
    // a bent back
    glyph('70,4 42,14 20,44 16,76 36,97 66,94 80,74 64,55 38,58 19,76'),
    // a straight back
    glyph('60,1 40,28 20,66 28,92 52,98 76,84 74,62 52,54 30,66 22,80'),
    // a small loop set low
    glyph('46,1 26,30 18,68 30,95 58,96 72,80 58,64 36,70 24,86'),
  ],
  [
    // plain
    glyph('12,6 50,6 85,5! 62,50 42,99'),
    // with a bar
    glyph('12,5 50,6 84,4! 60,50 38,99', '30,53 55,51 82,50'),
    // with a hook at the left
    glyph('12,22 14,6! 50,7 86,4! 66,40 52,99'),
    // bent
    glyph('14,14 32,5 56,12 84,7! 62,44 54,99'),
  ],
  [
    // in one go from the top right
    glyph('74,14 48,2 26,17 36,38 64,56 78,78 52,98 24,82 36,57 64,38 75,18 62,6'),
    // from the middle of the top
    glyph('52,2 28,14 34,36 62,56 72,80 50,98 28,82 38,57 64,36 70,14 50,2'),
    // two rings
    glyph('52,46 30,38 28,14 50,2 72,14 70,37 50,46', '50,46 22,60 22,86 50,98 78,86 78,60 50,46'),
  ],
  [
    // a straight stem
    glyph('76,16 50,2 24,16 22,40 44,52 68,40 77,12! 74,55 68,99'),
    // a bent stem
    glyph('74,20 52,3 26,12 20,36 38,50 62,42 76,18 74,50 60,82 44,99'),
    // a stem with a hook
    glyph('72,10 44,2 22,22 30,46 56,46 75,14! 78,55 70,88 44,98 22,88'),
  ],
]
