import { unpack } from '../../src-engine/explain/insight/packed.ts'
import type { Surface } from '../../src-engine/explain/insight/surface.ts'
import type { PlaneSamples } from '../../src-main/protocol.ts'
import { markerPath, markerToken } from '../design/markers.ts'
import type { ChartTheme } from './chart-theme.ts'
import {
  mix,
  paintClasses,
  paintPacked,
  paintSigns,
  parseColour,
  scaleAbout,
  signColour,
  signColours,
  toCss,
  type SignColours,
  type SignScale,
} from './surface-colours.ts'

/** How much of the colour of a sign the strongest output has: the samples of classes on top have all of it. */
export const strongest = 0.55

const classScale: SignScale = { centre: 0.5, reach: 0.5 }

/** The scale of measured values, which reaches as far as outputs and samples do; null where classes are told apart. */
export function valueScale({ outputs }: Surface, samples: PlaneSamples | null): SignScale | null {
  const [first, ...others] = outputs
  if (!first || others.length > 0 || samples === null || samples.classNames !== null) return null
  return scaleAbout(0, [first.minimum, first.maximum, ...samples.targets])
}

/** Classes are told by one output about ½, by the difference of two, or by the strongest of more. */
export function surfacePixels(
  { outputs: packed }: Surface,
  scale: SignScale | null,
  theme: ChartTheme,
): Uint8ClampedArray<ArrayBuffer> {
  const colours = signColours(theme)
  const [only] = packed
  if (only && packed.length === 1) return paintPacked(only, scale ?? classScale, calm(colours))
  const outputs = packed.map(unpack)
  const [first, second] = outputs
  if (outputs.length > 2) {
    const classes = outputs.map((_, i) => parseColour(theme.token(markerToken(i, outputs.length))))
    return paintClasses(outputs, classes, colours.zero)
  }
  const difference = (second ?? []).map((value, i) => value - (first?.[i] ?? 0))
  return paintSigns(difference, { centre: 0, reach: 1 }, calm(colours))
}

function calm({ positive, zero, negative }: SignColours): SignColours {
  return { positive: mix(zero, positive, strongest), zero, negative: mix(zero, negative, strongest) }
}

/**
 * The data over a surface of `width` × `height` pixels: classes by shape and colour, measured values in the colour the
 * surface should have there. What was not trained on is hollow, or has a fainter edge.
 */
export function drawPlaneSamples(
  context: CanvasRenderingContext2D,
  { positions, targets, classNames, parts }: PlaneSamples,
  { bounds: { left, right, bottom, top } }: Pick<Surface, 'bounds'>,
  scale: SignScale | null,
  { width, height }: { readonly width: number; readonly height: number },
  theme: ChartTheme,
): void {
  const size = (targets.length > 300 ? 2.75 : 3.5) * Math.min(1, Math.max(0.75, height / 272))
  const colours = calm(signColours(theme))
  context.lineWidth = 0.75 / size
  const shapes = new Map<number, Path2D>()
  const shapeOf = (kind: number): Path2D => {
    const shape = shapes.get(kind) ?? new Path2D(markerPath(kind))
    shapes.set(kind, shape)
    return shape
  }
  targets.forEach((target, i) => {
    context.save()
    context.translate(
      (((positions[2 * i] ?? 0) - left) / (right - left)) * width,
      ((top - (positions[2 * i + 1] ?? 0)) / (top - bottom)) * height,
    )
    context.scale(size, size)
    const kind = classNames ? target : Number(target > 0)
    const path = shapeOf(classNames ? kind : 0)
    context.fillStyle = scale
      ? toCss(signColour(target, scale, colours))
      : theme.token(markerToken(kind, classNames?.length ?? 2))
    context.strokeStyle = scale ? (parts[i] === 'train' ? theme.text : theme.muted) : theme.raised
    if (scale || parts[i] === 'train') context.fill(path)
    else context.strokeStyle = context.fillStyle
    context.stroke(path)
    context.restore()
  })
}
