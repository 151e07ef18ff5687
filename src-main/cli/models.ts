import { valueOf } from './failure.ts'
import { formatTable, print, type GlobalOptions } from './output.ts'
import { withLab } from './with-lab.ts'

export interface NearestOptions extends GlobalOptions {
  readonly count: number
  readonly checkpoint: string
}

/** `lab nearest RUN WORD`: words whose vectors point most nearly the same way. */
export function nearestCommand(
  runId: string,
  word: string,
  { count, checkpoint, ...options }: NearestOptions,
): Promise<void> {
  return withLab(options, async (lab) => {
    const words = valueOf(await lab.request('nearestWords', { runId, word, count, checkpoint }))
    print(options, { word, words }, () =>
      formatTable(
        ['word', 'cosine'],
        words.map((neighbour) => [neighbour.word, neighbour.similarity.toFixed(4)]),
      ),
    )
  })
}
