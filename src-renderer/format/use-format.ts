import { useText } from '../i18n/use-text.ts'
import * as numbers from '../../src-engine/words/numbers.ts'
import { formatClock, formatDuration, formatMoment } from './times.ts'

/** The formatters in the person's language; each call reads the language, so what is shown follows it. */
export function useFormat() {
  const { language } = useText()
  return {
    count: (value: number) => numbers.formatCount(value, language.value),
    large: (value: number) => numbers.formatLarge(value, language.value),
    value: (value: number | null | undefined) => numbers.formatValue(value, language.value),
    tick: (value: number) => numbers.formatTick(value, language.value),
    share: (value: number | null | undefined) => numbers.formatShare(value, language.value),
    percent: (value: number) => numbers.formatPercent(value, language.value),
    progress: (value: number) => numbers.formatProgress(value, language.value),
    setting: (value: number) => numbers.formatSetting(value, language.value),
    range: (minimum: number, maximum: number) => numbers.formatRange(minimum, maximum, language.value),
    entry: (value: number) => numbers.formatEntry(value, language.value),
    bytes: (value: number) => numbers.formatBytes(value, language.value),
    duration: (seconds: number | null) => formatDuration(seconds, language.value),
    clock: formatClock,
    moment: (value: number) => formatMoment(value, language.value, Date.now()),
  }
}
