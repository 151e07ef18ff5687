import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import type { InitializerSpec } from '../../src-engine/initializers/index.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { OptimizerSpec } from '../../src-engine/optimizers/index.ts'
import type { LossName } from '../../src-engine/registry.ts'
import { useFormat } from '../format/use-format.ts'
import { useText } from '../i18n/use-text.ts'
import { entryOf, layerCatalog, variantOf, type Variant, type variantCatalogs } from './catalog.ts'
import { layerForms } from './forms/layers.ts'
import type { Field } from './fields.ts'
import type { Fix } from './fixes.ts'
import { formatPair, type Pair } from './pair-text.ts'
import { sameData, valueAt } from './set-at.ts'

/** What the things of an experiment are called, in the person's language. */
export function useTerms() {
  const { t, plural, has } = useText()
  const format = useFormat()

  const layer = (type: LayerSpec['type']): string => t(`design.layers.${type}.name`)
  const loss = (name: LossName): string => t(`design.losses.${name}`)
  const initializer = (type: InitializerSpec['type']): string => t(`design.initializers.${type}`)

  /** The label of a setting by its key in the experiment file. */
  function field(key: string): string {
    const label = `design.fields.${key}`
    return has(label) ? t(label) : key
  }

  /** A layer's name where there is little room. */
  function shortLayer(type: LayerSpec['type']): string {
    const short = `design.layers.${type}.short`
    return has(short) ? t(short) : layer(type)
  }

  /** `Dense 100`, `Conv 8 · 3×3`: a layer with the settings that matter most. */
  function layerTitle(spec: LayerSpec): string {
    const name = shortLayer(spec.type)
    const { headline = [] } = layerForms[spec.type]
    const values = entryOf(layerCatalog, spec.type)
      .fields.filter(({ key }) => headline.includes(key))
      .map((one) => value(one, valueAt(spec, [one.key])))
    return values.length > 0 ? `${name} ${values.join(' · ')}` : name
  }

  /** What a setting is set to, in words: `0.1`, `3×3`, `20 %`, `Cosine, smallest rate 0.001`. */
  function value(one: Field, set: unknown): string {
    if (set === one.empty) return t('design.choices.off')
    switch (one.control) {
      case 'number':
        return one.share ? format.percent(Number(set)) : format.setting(Number(set))
      case 'pair':
        return formatPair(set as Pair)
      case 'switch':
        return t(set === true ? 'design.choices.on' : 'design.choices.off')
      case 'choice':
        return choice(String(set))
      case 'variant':
        return variantText(one, set as Variant)
      case 'group':
        return settings(one.fields, set as object) || t('design.choices.on')
      case 'file':
      case 'array':
      case 'text':
        return String(set)
      case 'values':
        return JSON.stringify(set)
    }
  }

  function variantText({ variants }: Field, spec: Variant): string {
    if (!variants) return spec.type
    const inner = settings(variantOf(variants, spec.type).fields, spec)
    return [variant(variants, spec.type), ...(inner ? [inner] : [])].join(', ')
  }

  /** The settings of a setting that do not go without saying: `patience 5 epochs`. */
  function settings(fields: readonly Field[], of: object): string {
    const said = fields.filter((one) => !sameData(valueAt(of, [one.key]), one.usual))
    const words = said.map((one) => {
      const set = valueAt(of, [one.key])
      const behind = unit(one.key, set)
      const parts = [fieldName(one).toLocaleLowerCase(), value(one, set), ...(behind ? [behind] : [])]
      return parts.join(' ')
    })
    return words.join(', ')
  }

  /** What stands behind a setting's number. */
  function unit(key: string, value: unknown): string | undefined {
    const behind = `design.units.${key}`
    return has(behind) ? plural(behind, typeof value === 'number' ? value : 0) : undefined
  }

  /** A choice among fixed words, such as a precision. */
  function choice(word: string): string {
    const label = `design.choices.${word}`
    return has(label) ? t(label) : word
  }

  /** A type that a setting can be of. */
  function variant(variants: keyof typeof variantCatalogs, type: Variant['type']): string {
    const label = `design.${variants}.${type}`
    return has(label) ? t(label) : type
  }

  /** A class of generated data in the person's language; any other as its data names it. */
  function className(name: string): string {
    const label = `design.classNames.${name}`
    return /^\w+$/.test(name) && has(label) ? t(label) : name
  }

  const fieldName = (one: Field): string => field(one.text ?? one.key)

  /** The label of the switch that turns an optional setting on. */
  function switchOf(text: string): string {
    const label = `design.switches.${text}`
    return has(label) ? t(label) : field(text)
  }

  /** What a fix does, as the words of its button. */
  function fix(one: Fix): string {
    const values = {
      units: format.count(one.units ?? 0),
      loss: one.loss ? loss(one.loss) : '',
      layer: one.layer ? layer(one.layer) : '',
      setting: one.key ? field(one.key) : '',
      pair: one.pair ? formatPair(one.pair) : '',
      activation: one.activation ? layer(one.activation) : '',
      initializer: one.initializer ? initializer(one.initializer) : '',
    }
    if (one.activation === null && one.kind === 'activation') return t('design.fixes.noActivation')
    if (one.activation === null && one.kind === 'output') return t('design.fixes.outputPlain', values)
    if (one.activation === null && one.kind === 'addOutput') return t('design.fixes.addOutputPlain', values)
    return t(`design.fixes.${one.kind}`, values)
  }

  return {
    layer,
    shortLayer,
    layerTitle,
    loss,
    initializer,
    field,
    fieldName,
    switchOf,
    variant,
    choice,
    value,
    fix,
    className,
    layerHint: (type: LayerSpec['type']): string => t(`design.layers.${type}.hint`),
    optimizer: (type: OptimizerSpec['type']): string => t(`design.optimizers.${type}`),
    dataset: (name: DatasetSpec['name']): string => t(`design.datasets.${name}`),
    /** A word of explanation under a setting, where it needs one. */
    hint(key: string): string | undefined {
      const hint = `design.hints.${key}`
      return has(hint) ? t(hint) : undefined
    },
    unit,
  }
}
