import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { placeWindow, readWindowState, writeWindowState } from '../../src-main/electron/window-state.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const beamer = { x: 1440, y: 0, width: 1920, height: 1080 }
const onBeamer = { x: 1500, y: 50, width: 1400, height: 900, maximized: false }

describe('the window opens', () => {
  test('at 1280 × 800, where the system likes, the first time', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1280, height: 800 })
  })

  test('where it was closed', () => {
    expect(placeWindow(onBeamer, [laptop, beamer])).toEqual({ x: 1500, y: 50, width: 1400, height: 900 })
  })

  test('on a display that is still there, with its size kept', () => {
    expect(placeWindow(onBeamer, [laptop])).toEqual({ width: 1400, height: 900 })
  })

  test.each([
    ['above', { ...onBeamer, x: 100, y: -500 }],
    ['below', { ...onBeamer, x: 100, y: 880 }],
    ['left of', { ...onBeamer, x: -1350, y: 100 }],
  ])('never with its title bar %s every display', (_, state) => {
    expect(placeWindow(state, [laptop])).not.toHaveProperty('x')
  })

  test('never smaller than its page can be used at', () => {
    expect(placeWindow({ ...onBeamer, width: 10, height: 10 }, [beamer])).toMatchObject({ width: 960, height: 600 })
  })
})

describe('the saved state', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-'))
  const file = join(folder, 'new', 'window.json')
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is read as it was written', () => {
    expect(readWindowState(file)).toBeNull()
    writeWindowState(file, onBeamer)
    expect(readWindowState(file)).toEqual(onBeamer)
  })

  test.each(['', '{', '{"x":0}', '{"x":"0","y":0,"width":1,"height":1,"maximized":false}', 'null'])(
    'that reads %j is passed over',
    (text) => {
      const warn = vi.spyOn(console, 'warn').mockReturnValue()
      writeFileSync(file, text)
      expect(readWindowState(file)).toBeNull()
      expect(warn).toHaveBeenCalledOnce()
      warn.mockRestore()
    },
  )
})
