import { onBeforeUnmount, ref } from 'vue'

/** Time to look at a stage, in milliseconds. */
const pace = 1600

/** Goes on by itself until `next` says that there is nothing more, or it is paused. */
export function usePlay(next: () => boolean) {
  const playing = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined

  function pause(): void {
    clearInterval(timer)
    playing.value = false
  }

  function play(): void {
    if (playing.value || !next()) return
    playing.value = true
    timer = setInterval(() => {
      if (!next()) pause()
    }, pace)
  }

  onBeforeUnmount(pause)
  return { playing, toggle: () => (playing.value ? pause() : play()), pause }
}
