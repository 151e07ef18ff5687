import { useLab } from '../host/lab.ts'
import { useText } from '../i18n/use-text.ts'
import type { RunStatus, RunSummary } from '../../src-main/protocol.ts'
import { useNavigation } from '../stores/navigation.ts'
import { useNotices } from '../stores/notices.ts'

const ends = ['completed', 'failed', 'interrupted', 'diverged'] as const

/** Tells when a run ends by itself, to a person who is looking at something else, and offers the way to it. */
export function announceRuns(): void {
  const lab = useLab()
  const notices = useNotices()
  const navigation = useNavigation()
  const { t } = useText()
  const statuses = new Map<string, RunStatus>()

  function announce(run: RunSummary): void {
    const before = statuses.get(run.id)
    statuses.set(run.id, run.status)
    const end = ends.find((status) => status === run.status)
    if (!end || (before !== 'running' && before !== 'paused') || isShown(run)) return
    notices.tell(t(`frame.runEnded.${end}`, { name: `#${run.number} ${run.name}` }), {
      label: t('frame.runEnded.show'),
      run: () => navigation.go('train', run.id),
    })
  }

  const isShown = (run: RunSummary): boolean =>
    navigation.location.place === 'train' && navigation.location.runId === run.id

  lab.follow({
    snapshot({ runs }) {
      statuses.clear()
      for (const run of runs) statuses.set(run.id, run.status)
    },
    event(event) {
      if (event.type === 'run') announce(event.run)
    },
  })
}
