import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Problem } from '../../src-main/protocol.ts'
import { LabFailure, type FailureCode } from '../host/lab-failure.ts'

/** Something that happened, told once; goes by itself. */
export interface Toast {
  readonly id: number
  readonly text: string
  /** What the person can still do about it, such as taking a deletion back. */
  readonly action?: { readonly label: string; readonly run: () => unknown }
}

/** Something that went wrong; stays until it is dismissed. */
export interface Failure {
  readonly id: number
  readonly code: FailureCode | 'unexpected'
  readonly message: string
  readonly problems: readonly Problem[]
}

const toastSeconds = 6
const toastWithActionSeconds = 12

/** What the view tells the person on its own: passing notes, and errors that stay until read. */
export const useNotices = defineStore('notices', () => {
  const toasts = ref<readonly Toast[]>([])
  const failures = ref<readonly Failure[]>([])
  let nextId = 1

  function tell(text: string, action?: Toast['action']): void {
    const toast: Toast = { id: nextId++, text, ...(action ? { action } : {}) }
    toasts.value = [...toasts.value, toast]
    setTimeout(() => dismissToast(toast.id), (action ? toastWithActionSeconds : toastSeconds) * 1000)
  }

  /** Shows any error until it is dismissed; one that is shown already is not shown twice. */
  function fail(error: unknown): void {
    const failure = describeFailure(error)
    if (failures.value.some((one) => one.code === failure.code && one.message === failure.message)) return
    failures.value = [...failures.value, { id: nextId++, ...failure }]
  }

  /** Runs `work`; an error of it is shown, and null returned. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      fail(error)
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
export function describeFailure(error: unknown): Omit<Failure, 'id'> {
  if (error instanceof LabFailure) return { code: error.code, message: error.message, problems: error.problems }
  console.error(error)
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error), problems: [] }
}
