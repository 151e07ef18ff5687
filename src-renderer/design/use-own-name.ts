import { computed, watch } from 'vue'
import { architectureOf } from '../../src-engine/validate.ts'
import { useDesign } from '../stores/design.ts'
import { useTerms } from './use-terms.ts'

/** As long as the person has not named the experiment, its name says what it is: `Circles 2-8-1`. */
export function useOwnName(): void {
  const design = useDesign()
  const terms = useTerms()

  /** What the name is made of; null while the shapes do not reach from one end to the other. */
  const made = computed(() => {
    const { experiment, data, report } = design
    const isWhole = report && report.layers.length > 0 && report.layers.every(({ outputShape }) => outputShape !== null)
    if (data.status !== 'ready' || !data.facts || !isWhole) return null
    const { name } = experiment.dataset
    const sizes = architectureOf(experiment, data.facts)
    return { key: `${name} ${sizes}`, name: `${terms.dataset(name)} ${sizes}`.slice(0, 200) }
  })

  watch(
    made,
    (now) => {
      if (now) design.nameItself(now.key, now.name)
    },
    { immediate: true },
  )
}
