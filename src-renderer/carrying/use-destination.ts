import { computed, ref, shallowRef } from 'vue'
import type { RequestArguments, SavedExperiment } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'
import { useDesign } from '../stores/design.ts'
import { useExamples } from '../stores/examples.ts'
import { usePreferences } from '../stores/preferences.ts'

export type Destination = RequestArguments<'importFile'>['destination']

/** Where weights go: what their file says, the drawing board, an experiment file, or what is named by its id. */
export type Choice = 'own' | 'design' | 'file' | `${'run' | 'saved' | 'example'}:${string}`

/** The experiment that weights are to go into, and those there are to choose from. */
export function useDestination() {
  const lab = useLab()
  const examples = useExamples()

  const saved = shallowRef<readonly SavedExperiment[]>([])
  const choice = ref<Choice>('own')
  const experimentPath = ref<string | null>(null)
  const isKnown = computed(() => choice.value !== 'file' || experimentPath.value !== null)

  /** Throws LabFailure. */
  async function load(): Promise<void> {
    ;[saved.value] = await Promise.all([lab.send('listExperiments', {}), examples.load()])
  }

  function reset(): void {
    choice.value = 'own'
    experimentPath.value = null
  }

  /** As the lab is told it; null for what the file itself says. */
  function destination(): Destination {
    const [kind, ...rest] = choice.value.split(':')
    const id = rest.join(':')
    switch (kind) {
      case 'design': {
        const design = useDesign()
        return { kind: 'experiment', experiment: design.experiment, directory: design.draft.directory }
      }
      case 'file':
        return experimentPath.value === null ? null : { kind: 'path', path: experimentPath.value }
      case 'run':
        return { kind: 'run', runId: id }
      case 'saved': {
        const one = saved.value.find((experiment) => experiment.id === id)
        return one ? { kind: 'experiment', experiment: one.experiment, directory: one.directory } : null
      }
      case 'example': {
        const one = examples.list.find(({ file }) => file === id)
        if (!one) return null
        const name = one.title[usePreferences().preferences.language]
        return { kind: 'experiment', experiment: { ...one.experiment, name }, directory: null }
      }
      default:
        return null
    }
  }

  return { saved, choice, experimentPath, isKnown, load, reset, destination }
}
