import { computed, watch } from 'vue'
import { sourceNameOf } from '../../src-engine/datasets/source-name.ts'
import { architectureOf } from '../../src-engine/validate.ts'
import { useRunData } from '../data/use-run-data.ts'
import { useDesign } from '../stores/design.ts'

const extension = /\.\w{1,5}(\.gz)?$/

/** As long as the person has not named the experiment, its name says what it is: `Circles 2-8-1`, `iris 4-8-3`. */
export function useOwnName(): void {
  const design = useDesign()
  const data = useRunData()

  /** What the name is made of; null while the shapes do not reach from one end to the other. */
  const made = computed(() => {
    const { experiment, report } = design
    const isWhole = report && report.layers.length > 0 && report.layers.every(({ outputShape }) => outputShape !== null)
    if (design.data.status !== 'ready' || !design.data.facts || !isWhole) return null
    const { dataset } = experiment
    const source = sourceNameOf(dataset)
    const sizes = architectureOf(experiment, design.data.facts)
    const title = data.name({ dataset: dataset.name, source }).replace(extension, '')
    const key = [dataset.name, source, sizes].filter((part) => part !== null).join(' ')
    return { key, name: `${title} ${sizes}`.slice(0, 200) }
  })

  watch(
    made,
    (now) => {
      if (now) design.nameItself(now.key, now.name)
    },
    { immediate: true },
  )
}
