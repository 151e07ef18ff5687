import type { ChartTheme } from './chart-theme.ts'
import { labelGap } from './end-labels.ts'

/** What a label without a canvas to measure it is taken to need for each character, in pixels. */
const usualCharacter = 7

/** The pixels right of a plot that the longest of these labels needs, with a little air behind it. */
export function roomForLabels(texts: readonly string[], { font }: ChartTheme): number {
  const context = document.createElement('canvas').getContext('2d')
  if (context) context.font = `${font.size}px ${font.family}`
  const widths = texts.map((text) => context?.measureText(text).width ?? usualCharacter * text.length)
  return Math.ceil(labelGap + Math.max(0, ...widths) + labelGap / 2)
}
