import type { Page } from '@playwright/test'
import type { Experiment } from '../../src-engine/spec.ts'
import type { Experiments } from './experiments.ts'

/** What a scene can be made of. */
export interface Stage {
  readonly experiments: Experiments
  /** A file that holds a table nobody has set up yet. */
  readonly table: string
  /** The id of the run of that name. */
  readonly run: (name: string) => string
  /** The ids of the first runs there were. */
  readonly firstRuns: (count: number) => readonly string[]
}

/**
 * Something to look at. Nothing is found by its words: they are in two languages.
 *
 * Each is seen in a page of its own, which knows nothing but what is said here.
 */
export interface Scene {
  readonly name: string
  /** Where in the view it is. */
  address(stage: Stage): string
  /** What lies on the drawing board. */
  draft?(stage: Stage): Experiment
  /** Which runs are chosen for comparison. */
  compared?(stage: Stage): readonly string[]
  /** What is done there before one looks. */
  act?(page: Page, stage: Stage): Promise<void>
  /** What is done afterwards, so that others see the lab as it was. */
  leave?(page: Page): Promise<void>
}
