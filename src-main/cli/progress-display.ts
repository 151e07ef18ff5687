import type { Progress, RunSummary } from '../protocol.ts'
import { formatCount, formatSeconds, formatValue } from './output.ts'

/** How training goes, on stderr. */
export interface ProgressDisplay {
  update(progress: Progress): void
  /** Leaves the line behind clean. */
  end(): void
}

const barWidth = 24
const redrawInterval = 100
/** Without a terminal: a plain line this often. */
const lineInterval = 10_000

/** A bar that is redrawn in place on a terminal; elsewhere (a file, a pipe) a plain line now and then. */
export function createProgressDisplay(
  { epochs, totalSteps }: Pick<RunSummary, 'epochs' | 'totalSteps'>,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write(text: string): boolean },
  now: () => number,
): ProgressDisplay {
  let shown = stream.isTTY ? -Infinity : now()
  let loss: number | null = null
  let accuracy: number | null = null

  function describe({ step, epoch, samplesPerSecond, secondsLeft }: Progress): string {
    const facts = [`epoch ${Math.min(epoch + 1, epochs)}/${epochs}`]
    if (loss !== null) facts.push(`loss ${formatValue(loss)}`)
    if (accuracy !== null) facts.push(`accuracy ${(100 * accuracy).toFixed(1)} %`)
    if (samplesPerSecond > 0) facts.push(`${formatCount(samplesPerSecond)} samples/s`)
    if (secondsLeft !== null) facts.push(`${formatSeconds(secondsLeft)} left`)
    return `${barOf(step / totalSteps)} ${facts.join(' · ')}`
  }

  return {
    update(progress) {
      for (const { name, value } of progress.points) {
        if (name === 'train.loss') loss = value
        if (name === 'train.accuracy') accuracy = value
      }
      if (now() - shown < (stream.isTTY ? redrawInterval : lineInterval)) return
      shown = now()
      const line = describe(progress)
      if (stream.isTTY) stream.write(`\r\x1b[2K${line.slice(0, Math.max(20, stream.columns - 1))}`)
      else stream.write(`${line}\n`)
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[2K')
    },
  }
}

function barOf(share: number): string {
  const done = Math.round(share * barWidth)
  return `${'█'.repeat(done)}${'░'.repeat(barWidth - done)} ${String(Math.floor(100 * share)).padStart(3)} %`
}
