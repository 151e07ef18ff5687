import { inject, provide, type InjectionKey } from 'vue'
import type { JsonPath, Problem } from '../../src-engine/problem.ts'
import { useDesign } from '../stores/design.ts'
import { valueAt } from './set-at.ts'

/** What a form changes, and what is known to be wrong with it. Paths begin at the root of what is changed. */
export interface FormTarget {
  set(path: JsonPath, value: unknown): void
  problemAt(path: JsonPath): Problem | null
  valueAt(path: JsonPath): unknown
  /** The folder that names of files are relative to. */
  directory(): string | null
}

const targetKey: InjectionKey<FormTarget> = Symbol('form target')

/** Forms inside this component change something else than the experiment on the drawing board. */
export function provideFormTarget(target: FormTarget): void {
  provide(targetKey, target)
}

/** Where a form writes: the experiment on the drawing board, unless a component around it says otherwise. */
export function useFormTarget(): FormTarget {
  return inject(targetKey, designTarget, true)
}

function designTarget(): FormTarget {
  const design = useDesign()
  return {
    set: design.set,
    problemAt: design.problemAt,
    valueAt: (path) => valueAt(design.experiment, path),
    directory: () => design.draft.directory,
  }
}
