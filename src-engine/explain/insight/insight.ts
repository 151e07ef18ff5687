import type { Dataset } from '../../datasets/dataset.ts'
import type { Trainer } from '../../trainer.ts'
import { layerStatistics, type LayerStatistics } from '../layer-statistics.ts'
import { drawFilters, type Filters } from './filters.ts'
import { createSurfaceDrawer, type Surface } from './surface.ts'

/** What a network has learned by a step, as far as it can be seen. */
export interface Insight {
  /** Batches trained. */
  readonly step: number
  /** Where there are two inputs. */
  readonly surface: Surface | null
  /** Where there are images. */
  readonly filters: Filters | null
  /** Of a batch shortly before; null before the first that was looked into. */
  readonly layers: readonly LayerStatistics[] | null
}

/** Looks into a network that trains. It reads and runs the network, and changes nothing that training depends on. */
export interface InsightTaker {
  /** Asks for the next step to be looked into. */
  prepare(): void
  /** To be called from the trainer's `observe`: costs nothing unless `prepare` was called before. */
  look(samples: number): void
  /** What has been learned by now. To be called between two steps: it overwrites the numbers of the last one. */
  take(): Insight
}

/** Parts of each histogram: more cannot be told apart in a picture of a row's height. */
const bins = 24

export function createInsightTaker(
  trainer: Pick<Trainer, 'network' | 'objective' | 'scaling' | 'position'>,
  dataset: Dataset,
): InsightTaker {
  const drawSurface = createSurfaceDrawer(trainer.network, trainer.scaling, dataset)
  let isWanted = false
  let layers: readonly LayerStatistics[] | null = null

  return {
    prepare() {
      isWanted = true
    },
    look(samples) {
      if (!isWanted) return
      isWanted = false
      layers = layerStatistics(trainer, samples, bins)
    },
    take: () => ({
      step: trainer.position().step,
      surface: drawSurface?.() ?? null,
      filters: drawFilters(trainer.network),
      layers,
    }),
  }
}
