import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../../../src-renderer/styles/tokens.css'), 'utf8')

/** The colours of a block, by name. */
function colours(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? ''
  return new Map([...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]))
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const share = parseInt(colour.slice(i, i + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light! + 0.05) / (dark! + 0.05)
}

const light = colours(':root')
const themes = {
  light,
  dark: new Map([...light, ...colours(":root[data-theme='dark']")]),
}
const surfaces = ['--surface-window', '--surface-panel', '--surface-raised', '--surface-hover', '--surface-selected']
const words = [
  '--text',
  '--text-muted',
  '--status-idle',
  '--status-busy',
  '--status-good',
  '--status-warning',
  '--status-bad',
]
const runs = Array.from({ length: 10 }, (_, i) => `--run-${i + 1}`)

test('light and dark define the same colours', () => {
  expect([...colours(":root[data-theme='dark']").keys()].sort()).toEqual([...light.keys()].sort())
})

describe.each(Object.entries(themes))('%s', (_, theme) => {
  const between = (a: string, b: string): number => contrast(theme.get(a)!, theme.get(b)!)
  const pairs = (front: readonly string[], back: readonly string[]): [string, string][] =>
    front.flatMap((a) => back.map((b): [string, string] => [a, b]))

  test.each(pairs(words, surfaces.slice(0, 4)))('%s is readable on %s', (front, back) => {
    expect(between(front, back)).toBeGreaterThanOrEqual(4.5)
  })

  test.each([
    ['--text', '--surface-selected'],
    ['--accent', '--surface-raised'],
    ['--on-accent', '--accent'],
    ['--on-accent', '--accent-hover'],
    ['--text', '--surface-warning'],
    ['--text', '--surface-bad'],
  ])('%s is readable on %s', (front, back) => {
    expect(between(front, back)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(pairs([...runs, '--line-control', '--accent', '--sign-positive', '--sign-negative'], surfaces.slice(0, 3)))(
    '%s is visible on %s',
    (front, back) => {
      expect(between(front, back)).toBeGreaterThanOrEqual(3)
    },
  )
})
