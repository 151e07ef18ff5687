import { watch } from 'vue'
import { storedSets } from '../../src-engine/datasets/stored.ts'
import type { StoredSetState } from '../../src-main/protocol.ts'
import { useText } from '../i18n/use-text.ts'
import { useNavigation } from '../stores/navigation.ts'
import { useNotices } from '../stores/notices.ts'
import { useStoredSets } from '../stores/stored-sets.ts'

/** Tells when a download ends by itself: whoever began it may look at something else by now. */
export function announceDownloads(): void {
  const sets = useStoredSets()
  const notices = useNotices()
  const navigation = useNavigation()
  const { t } = useText()

  function announce(now: StoredSetState | undefined, before: StoredSetState | undefined): void {
    if (now === undefined || before?.status !== 'running') return
    const name = t(`downloads.names.${now.set}`)
    if (now.status === 'present') notices.tell(t('downloads.done', { name }))
    // There the reason is shown already.
    else if (now.failure && navigation.location.place !== 'data') notices.tell(t('downloads.failedNotice', { name }))
  }

  for (const set of storedSets) watch(() => sets.states.get(set), announce)
}
