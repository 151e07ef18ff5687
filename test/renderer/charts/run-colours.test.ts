import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withAlpha } from '../../../src-renderer/charts/chart-line.ts'
import { useChartTheme } from '../../../src-renderer/charts/chart-theme.ts'
import { longHex } from '../../../src-renderer/charts/hex-colour.ts'

const css = readFileSync(join(import.meta.dirname, '../../../src-renderer/styles/tokens.css'), 'utf8')
const [light = '', dark = ''] = css.split(":root[data-theme='dark']")
const runColours = (theme: string): string[] => [...theme.matchAll(/--run-\d+:\s*([^;]+);/g)].map(([, value]) => value!)

describe.each([
  ['light', light],
  ['dark', dark],
])('the runs of the %s theme', (_name, theme) => {
  it('have ten colours written #rrggbb, no two alike', () => {
    const colours = runColours(theme)
    expect(new Set(colours)).toHaveLength(10)
    for (const colour of colours) expect(colour).toMatch(/^#[\da-f]{6}$/)
  })
})

describe('a colour that a build has shortened', () => {
  const root = document.documentElement
  beforeEach(() => {
    setActivePinia(createPinia())
    root.style.setProperty('--run-9', '#825')
  })
  afterEach(() => root.style.removeProperty('--run-9'))

  it('is told in full, so that an opacity can stand behind it', () => {
    const colour = useChartTheme().value.token('--run-9')
    expect(colour).toBe('#882255')
    expect(withAlpha(colour, 0.5)).toBe('#88225580')
  })

  it.each(['#882255', 'rgb(1 2 3)', '#8825', ''])('leaves %j as it is', (colour) => {
    expect(longHex(colour)).toBe(colour)
  })
})
