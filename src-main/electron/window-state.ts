import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Rectangle } from 'electron'
import { z } from 'zod'

const stateSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
})

/** Where the window was when it was last closed. */
export type WindowState = z.infer<typeof stateSchema>

export const smallestWindow = { width: 960, height: 600 }

const usualWindow = { width: 1280, height: 800 }

/** At least this much of the window must lie on a display for a person to be able to take hold of it. */
const reachable = 100

/**
 * Where to open the window: where it was, unless that is on no display any more (a screen was taken away).
 *
 * @param displays their work areas
 */
export function placeWindow(
  state: WindowState | null,
  displays: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  if (state === null) return usualWindow
  const width = Math.max(state.width, smallestWindow.width)
  const height = Math.max(state.height, smallestWindow.height)
  const visible = displays.some(
    (display) =>
      overlap(state.x, width, display.x, display.width) >= reachable &&
      state.y >= display.y &&
      state.y + reachable <= display.y + display.height,
  )
  return visible ? { x: state.x, y: state.y, width, height } : { width, height }
}

const overlap = (start: number, length: number, otherStart: number, otherLength: number): number =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)

/** The saved state, or null where there is none that can be read: a window's place is worth no error. */
export function readWindowState(file: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!missing) console.warn(`${file} is not used:`, error)
    return null
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(state))
}
