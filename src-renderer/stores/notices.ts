import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { inEnglish, verbatim, type Sentence } from '../../src-engine/sentence.ts'
import type { Problem } from '../../src-main/protocol.ts'
import { LabFailure, type FailureCode } from '../host/lab-failure.ts'
import { formatHash, useNavigation } from './navigation.ts'

/** Something that happened, told once; goes by itself. */
export interface Toast {
  readonly id: number
  readonly text: string
  /** What the person can still do about it, such as taking a deletion back. */
  readonly action?: { readonly label: string; readonly run: () => unknown }
}

/** Something that went wrong; stays until it is dismissed, or the page it was met on is left. */
export interface Failure {
  readonly id: number
  readonly code: FailureCode | 'unexpected'
  readonly sentence: Sentence
  readonly problems: readonly Problem[]
  /** What was tried, where a later success of the same makes it old news. */
  readonly topic: Topic | null
}

/** Work that is tried again until it succeeds. */
export type Topic = 'openFile'

const toastSeconds = 6
const toastWithActionSeconds = 12
/** More than these cover what a person works on: the oldest goes, but none that still lets something be undone. */
const mostToasts = 3

/**
 * What the view tells the person on its own: passing notes, and errors. What the lab refuses is about what is looked at, and
 * goes with it; a fault of the window stays until it is dismissed.
 */
export const useNotices = defineStore('notices', () => {
  const toasts = ref<readonly Toast[]>([])
  const failures = ref<readonly Failure[]>([])
  let nextId = 1

  const navigation = useNavigation()
  watch(
    () => formatHash(navigation.location),
    () => (failures.value = failures.value.filter(({ code }) => code === 'unexpected')),
    // What fails on the next page comes later.
    { flush: 'sync' },
  )

  function tell(text: string, action?: Toast['action']): void {
    const toast: Toast = { id: nextId++, text, ...(action ? { action } : {}) }
    const oldest = toasts.value.length < mostToasts ? undefined : toasts.value.find((one) => !one.action)
    toasts.value = [...toasts.value.filter((one) => one !== oldest), toast]
    setTimeout(() => dismissToast(toast.id), (action ? toastWithActionSeconds : toastSeconds) * 1000)
  }

  /** Shows any error; one that is shown already is not shown twice. */
  function fail(error: unknown, topic: Topic | null = null): void {
    const failure = { ...describeFailure(error), topic }
    const text = inEnglish(failure.sentence)
    if (failures.value.some((one) => one.code === failure.code && inEnglish(one.sentence) === text)) return
    failures.value = [...failures.value, { id: nextId++, ...failure }]
  }

  /** Runs `work`; an error of it is shown, and null returned. What succeeds takes the earlier failures of its topic away. */
  async function attempt<T>(work: () => Promise<T>, topic: Topic | null = null): Promise<T | null> {
    try {
      const done = await work()
      if (topic) failures.value = failures.value.filter((failure) => failure.topic !== topic)
      return done
    } catch (error) {
      fail(error, topic)
      return null
    }
  }

  function dismissToast(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }

  function dismissFailure(id: number): void {
    failures.value = failures.value.filter((failure) => failure.id !== id)
  }

  return { toasts, failures, tell, fail, attempt, dismissToast, dismissFailure }
})

/** Any error as it is shown: a refusal of the lab in its own words, anything else as a fault of this window. */
export function describeFailure(error: unknown): Omit<Failure, 'id' | 'topic'> {
  if (error instanceof LabFailure) return { code: error.code, sentence: error.sentence, problems: error.problems }
  console.error(error)
  return {
    code: 'unexpected',
    sentence: verbatim(error instanceof Error ? error.message : String(error)),
    problems: [],
  }
}
