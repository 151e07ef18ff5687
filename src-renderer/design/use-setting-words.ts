import { useTerms } from './use-terms.ts'
import { noNumber } from '../../src-engine/words/numbers.ts'
import { useFormat } from '../format/use-format.ts'
import { useText } from '../i18n/use-text.ts'
import { readSettingPath } from './setting-name.ts'

/** Settings of experiments in the person's words: what a JSON path is called, and what it is set to. */
export function useSettingWords() {
  const { t, has } = useText()
  const format = useFormat()
  const terms = useTerms()

  function nameOf(path: string): string {
    const { layer, keys } = readSettingPath(path)
    const words = keys.map((key) => {
      const part = `common.part.${key}`
      return has(part) ? t(part) : terms.field(key)
    })
    return [...(layer === null ? [] : [t('compare.layer', { number: layer })]), ...words].join(' · ')
  }

  function show(value: unknown): string {
    if (value === undefined || value === null) return noNumber
    if (typeof value === 'number') return format.setting(value)
    if (typeof value === 'boolean') return value ? t('compare.yes') : t('compare.no')
    return typeof value === 'string' ? wordOf(value) : JSON.stringify(value)
  }

  /** The experiment file's own word in the person's language, where it is one; else the text as it stands. */
  function wordOf(value: string): string {
    const places = ['datasets', 'losses', 'initializers', 'optimizers', 'schedules', 'choices'].map(
      (place) => `design.${place}.${value}`,
    )
    const key = [...places, `design.layers.${value}.name`].find(has)
    return key ? t(key) : value
  }

  return { nameOf, show }
}
