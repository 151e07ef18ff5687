import { computed, type ComputedRef } from 'vue'
import { usePreferences } from '../stores/preferences.ts'
import { longHex } from './hex-colour.ts'

/** Colours and type that a canvas needs as values, read from the tokens. */
export interface ChartTheme {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly control: string
  readonly raised: string
  readonly font: { readonly family: string; readonly size: number }
  /** The value of any token: `--run-3`. Colours are `#rrggbb`. */
  token(name: string): string
}

/** The tokens of the theme that is shown; changes with it. */
export function useChartTheme(): ComputedRef<ChartTheme> {
  const preferences = usePreferences()
  return computed(() => readTheme(preferences.dark))
}

/** @param _dark the theme already shown, named so that whoever computes this depends on it */
function readTheme(_dark: boolean): ChartTheme {
  const style = getComputedStyle(document.documentElement)
  const known = new Map<string, string>()
  const token = (name: string): string => {
    const value = known.get(name) ?? longHex(style.getPropertyValue(name).trim())
    known.set(name, value)
    return value
  }
  return {
    text: token('--text'),
    muted: token('--text-muted'),
    line: token('--line'),
    control: token('--line-control'),
    raised: token('--surface-raised'),
    font: { family: token('--font-ui'), size: parseFloat(token('--text-small')) },
    token,
  }
}
