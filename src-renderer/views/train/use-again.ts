import type { RequestArguments, RunDetails } from '../../../src-main/protocol.ts'
import { useNavigation } from '../../stores/navigation.ts'
import { useNotices } from '../../stores/notices.ts'
import { useRuns } from '../../stores/runs.ts'

/** Trains an experiment once more, as a new run that is shown then. */
export function useAgain() {
  const runs = useRuns()
  const navigation = useNavigation()
  const notices = useNotices()

  /**
   * From the same initial weights: the seed decides them, or the checkpoint the run began from.
   *
   * @param pace of a run that begins from weights of its own; one that began from a checkpoint hands on its own
   */
  async function trainAgain(details: RunDetails, pace: RequestArguments<'startRun'>['pace']): Promise<void> {
    const { id, experiment, directory, origin } = details
    const made = await notices.attempt(() =>
      origin ? runs.fork(id, 'initial') : runs.start({ experiment, directory, paused: false, pace }),
    )
    if (made) navigation.go('train', made.id)
  }

  return { trainAgain }
}
