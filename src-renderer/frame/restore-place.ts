import { watch } from 'vue'
import { z } from 'zod'
import { useLab } from '../host/lab.ts'
import { useKept } from '../stores/kept.ts'
import { places, useNavigation } from '../stores/navigation.ts'

const locationSchema = z.object({ place: z.enum(places), runId: z.string().nullable() }).nullable()

/**
 * A page that is opened anew begins where the person was, at the run they were at unless it is gone. An address that names
 * a place is obeyed.
 */
export function restorePlace(): void {
  const lab = useLab()
  const navigation = useNavigation()
  const kept = useKept<z.infer<typeof locationSchema>>('place', locationSchema, null)

  if (window.location.hash === '' && kept.value) {
    const { place, runId } = kept.value
    navigation.go(place, runId)
    let isFirst = true
    lab.follow({
      snapshot({ runs }) {
        const { location } = navigation
        const isGone = location.runId === runId && !runs.some(({ id }) => id === runId)
        if (isFirst && runId !== null && location.place === place && isGone) navigation.go(place)
        isFirst = false
      },
    })
  }
  watch(
    () => navigation.location,
    (location) => (kept.value = location),
  )
}
