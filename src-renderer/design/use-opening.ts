import type { ExampleExperiment, RunSummary } from '../../src-main/protocol.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import { useText } from '../i18n/use-text.ts'
import { useDesign, type Opened } from '../stores/design.ts'
import { useNavigation } from '../stores/navigation.ts'
import { useNotices } from '../stores/notices.ts'
import { useRuns } from '../stores/runs.ts'

/** The ways an experiment comes onto the drawing board, and an example into training. */
export function useOpening() {
  const { t, language } = useText()
  const runs = useRuns()
  const notices = useNotices()
  const navigation = useNavigation()

  /** Opens it in *Design*; what was there and not saved can be had back. */
  function open(opened: Opened): void {
    // Asked for only now: the drawing board is not made before somebody wants it.
    const design = useDesign()
    const wasDirty = design.dirty
    design.open(opened)
    navigation.go('design')
    if (!wasDirty) return
    const text = t('design.experiment.openedNotice', { name: opened.experiment.name })
    notices.tell(text, { label: t('common.undo'), run: design.undo })
  }

  async function openRun(run: RunSummary): Promise<void> {
    const details = await notices.attempt(() => runs.details(run.id))
    if (details) open({ experiment: details.experiment, directory: details.directory, savedId: null })
  }

  /** An example under the name it has in the person's language. */
  const named = ({ experiment, title }: ExampleExperiment): Experiment => ({
    ...experiment,
    name: title[language.value],
  })

  const openExample = (example: ExampleExperiment): void =>
    open({ experiment: named(example), directory: null, savedId: null })

  /** So slowly that one sees it learn: most examples would be over before they are on the screen. */
  async function trainExample(example: ExampleExperiment): Promise<void> {
    const start = { experiment: named(example), directory: null, paused: false, pace: 'watchable' } as const
    const run = await notices.attempt(() => runs.start(start))
    if (run) navigation.go('train', run.id)
  }

  return { open, openRun, openExample, trainExample }
}
