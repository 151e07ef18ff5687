import type { LedgerPage, LedgerPicture } from '../../../src-main/protocol.ts'

/** A neuron on the drawing with the number that stands at it; null while there is none yet. */
export interface Neuron {
  readonly x: number
  readonly y: number
  /** Place in its column. */
  readonly index: number
  /** The signal its number is of; −1 for the input. */
  readonly signal: number
  readonly value: number | null
  /** Backward, where no gradient has come yet: the number is still the one of the way forward. */
  readonly waiting: boolean
  readonly marked: boolean
}

export interface LedgerWire {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  readonly value: number
  /** Between 0 and 1, beside the largest of its matrix. */
  readonly share: number
  readonly marked: boolean
  /** Where its number stands. */
  readonly labelX: number
  readonly labelY: number
}

export interface LedgerDrawing {
  readonly width: number
  readonly height: number
  readonly neurons: readonly Neuron[]
  readonly wires: readonly LedgerWire[]
  /** Under each column, what its numbers are. */
  readonly captions: readonly { readonly x: number; readonly text: string }[]
  /** The largest magnitude of the neurons shown. */
  readonly reach: number
  /** Few enough wires to write their numbers beside them. */
  readonly isLabelled: boolean
}

export const radius = 32
const pitch = 74
const spacing = 248
const margin = 40
const captionRoom = 28
const mostLabels = 16

type Shown = 'values' | 'gradients'

/** The network drawn with the numbers of the stage that is shown; null where it cannot be drawn. */
export function layoutLedger({ picture, stages, stage: id, sample, tables, layers }: LedgerPage): LedgerDrawing | null {
  const stage = stages.find((one) => one.id === id)
  if (!picture || !stage) return null
  const columns = columnsOf(picture, layers.length)
  const sizes = columns.map((signals) => countOf(picture, signals))
  const tallest = Math.max(...sizes)
  const height = tallest * pitch + captionRoom
  const at = (column: number, index: number) => ({
    x: margin + column * spacing,
    y: (tallest * pitch) / 2 + (index - ((sizes[column] ?? 1) - 1) / 2) * pitch,
  })
  const marked = new Set(
    tables.flatMap(({ array, marked: cells, hasSamples }) =>
      cells
        .filter(([row]) => !hasSamples || row === sample)
        .map(([row, column]) => {
          if ('signal' in array) return `${array.of} ${array.signal} ${column}`
          return 'parameter' in array ? `${array.layer} ${array.parameter} ${row} ${column}` : ''
        }),
    ),
  )

  const shown: Shown = stage.phase === 'backward' ? 'gradients' : 'values'
  const reached = reachedSignal(stage)
  const columnsShown = columns.map((signals): { kind: Shown; signal: number | null } => {
    const signal = shownSignal(picture, signals, shown, reached)
    if (signal !== null || shown === 'values') return { kind: shown, signal }
    return { kind: 'values', signal: shownSignal(picture, signals, 'values', null) }
  })
  const neurons = columns.flatMap((_, column) =>
    Array.from({ length: sizes[column] ?? 0 }, (__, index): Neuron => {
      const { kind, signal } = columnsShown[column] ?? { kind: shown, signal: null }
      const isMarked = (columns[column] ?? []).some(
        (one) => marked.has(`values ${one} ${index}`) || marked.has(`gradients ${one} ${index}`),
      )
      const value = signal === null ? null : (picture[kind][signal + 1]?.[index] ?? null)
      return { ...at(column, index), index, signal: signal ?? -1, value, waiting: kind !== shown, marked: isMarked }
    }),
  )
  const wires = picture.weights.flatMap((weights, w) => {
    const values = weights[kindOfWires(stage, weights.layer)]
    const reach = Math.max(...values.map(Math.abs))
    const inputs = sizes[w] ?? 1
    return values.map((value, i): LedgerWire => {
      const [unit, input] = [Math.floor(i / inputs), i % inputs]
      const [from, to] = [at(w, input), at(w + 1, unit)]
      const [x1, x2] = [from.x + radius, to.x - radius]
      // Numbers of one input stand below each other, those of the next further along.
      const along = inputs > 1 ? 0.35 + (0.5 * input) / (inputs - 1) : 0.5
      return {
        x1,
        y1: from.y,
        x2,
        y2: to.y,
        value,
        share: reach > 0 ? Math.abs(value) / reach : 0,
        marked: marked.has(`${weights.layer} weight ${unit} ${input}`),
        labelX: x1 + (x2 - x1) * along,
        labelY: from.y + (to.y - from.y) * along,
      }
    })
  })
  const nameOf = (kind: Shown, signal: number): string =>
    stages.find(({ array }) => array?.of === kind && array.signal === signal)?.name.plain ?? (signal < 0 ? 'x' : '')
  return {
    width: 2 * margin + spacing * (columns.length - 1),
    height,
    neurons,
    wires,
    captions: columnsShown.map(({ kind, signal }, column) => ({
      x: at(column, 0).x,
      text: signal === null ? '' : nameOf(kind, signal),
    })),
    reach: Math.max(0, ...neurons.map(({ value, waiting }) => (waiting ? 0 : Math.abs(value ?? 0)))),
    isLabelled: wires.length <= mostLabels,
  }
}

/** The signals that stand at the same neurons: the input, and each matrix's z with what is made of it. */
function columnsOf({ weights }: LedgerPicture, layers: number): number[][] {
  const [first = layers] = weights.map(({ layer }) => layer)
  const starts = [-1, ...weights.map(({ layer }) => layer)]
  const ends = [first, ...weights.slice(1).map(({ layer }) => layer), layers]
  return starts.map((start, i) => Array.from({ length: (ends[i] ?? layers) - start }, (_, k) => start + k))
}

function countOf({ values }: LedgerPicture, signals: readonly number[]): number {
  return Math.max(1, ...signals.map((signal) => values[signal + 1]?.length ?? 0))
}

type Stage = LedgerPage['stages'][number]

/** How far the step has come; null for all the way. */
function reachedSignal({ array, phase }: Stage): number | null {
  if (phase !== 'forward' && phase !== 'backward') return null
  if (array && 'signal' in array) return array.signal
  return array && 'layer' in array ? array.layer : null
}

/** Forward the last of a column that is known by then, backward the one that was come to last. */
function shownSignal(
  picture: LedgerPicture,
  signals: readonly number[],
  shown: Shown,
  reached: number | null,
): number | null {
  const known = signals.filter((signal) => picture[shown][signal + 1])
  if (shown === 'values') return known.findLast((signal) => reached === null || signal <= reached) ?? null
  return known.find((signal) => reached === null || signal >= reached) ?? null
}

/** What stands at the wires of a layer. */
function kindOfWires({ array, phase }: Stage, layer: number): 'before' | 'gradient' | 'update' | 'after' {
  if (!array || !('parameter' in array) || array.layer !== layer) return 'before'
  if (array.of === 'after') return 'after'
  return phase === 'update' ? 'update' : 'gradient'
}
