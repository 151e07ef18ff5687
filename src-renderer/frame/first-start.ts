import { readDraft } from '../design/autosave.ts'
import { useLab } from '../host/lab.ts'
import { useNavigation } from '../stores/navigation.ts'

/** A first start, without a draft and without runs, begins in the gallery; an address that names a place is obeyed. */
export function beginInGallery(): void {
  const lab = useLab()
  const navigation = useNavigation()
  if (window.location.hash !== '' || readDraft(localStorage).kind !== 'none') return
  navigation.go('gallery')

  let isFirst = true
  lab.follow({
    // Runs without a draft: the same lab in another browser, where the drawing board is the place to begin.
    snapshot({ runs }) {
      if (isFirst && runs.length > 0 && navigation.location.place === 'gallery') navigation.go('design')
      isFirst = false
    },
  })
}
