import { shallowRef } from 'vue'
import type { ChooseFileOptions } from './host.ts'

export interface FileQuestion extends ChooseFileOptions {
  answer(path: string | null): void
}

/** The question the file dialog of the view shows now, or null. There is one dialog, as there is one person. */
export const fileQuestion = shallowRef<FileQuestion | null>(null)

/** Asks the person for a file of the lab's machine; a question still open is answered with null. */
export function askForFile(options: ChooseFileOptions): Promise<string | null> {
  fileQuestion.value?.answer(null)
  return new Promise((resolve) => {
    fileQuestion.value = {
      ...options,
      answer(path) {
        fileQuestion.value = null
        resolve(path)
      },
    }
  })
}
