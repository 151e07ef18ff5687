import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import type { InitializerSpec } from '../../src-engine/initializers/index.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { OptimizerSpec } from '../../src-engine/optimizers/index.ts'
import type { LossName } from '../../src-engine/registry.ts'
import { useFormat } from '../format/use-format.ts'
import { useText } from '../i18n/use-text.ts'
import { layerForms } from './forms.ts'
import type { Fix } from './fixes.ts'
import { valueAt } from './set-at.ts'

/** What the things of an experiment are called, in the person's language. */
export function useTerms() {
  const { t, has } = useText()
  const format = useFormat()

  const layer = (type: LayerSpec['type']): string => t(`design.layers.${type}.name`)
  const loss = (name: LossName): string => t(`design.losses.${name}`)
  const initializer = (type: InitializerSpec['type']): string => t(`design.initializers.${type}`)

  /** The label of a setting by its key in the experiment file. */
  function field(key: string): string {
    const label = `design.fields.${key}`
    return has(label) ? t(label) : key
  }

  /** `Dense 100`: a layer with the setting that matters most. */
  function layerTitle(spec: LayerSpec): string {
    const { headline } = layerForms[spec.type]
    const value = headline === undefined ? undefined : valueAt(spec, [headline])
    return typeof value === 'number' ? `${layer(spec.type)} ${format.setting(value)}` : layer(spec.type)
  }

  /** What a fix does, as the words of its button. */
  function fix(one: Fix): string {
    const values = {
      units: format.count(one.units ?? 0),
      loss: one.loss ? loss(one.loss) : '',
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
    layerTitle,
    loss,
    initializer,
    field,
    fix,
    layerHint: (type: LayerSpec['type']): string => t(`design.layers.${type}.hint`),
    optimizer: (type: OptimizerSpec['type']): string => t(`design.optimizers.${type}`),
    dataset: (name: DatasetSpec['name']): string => t(`design.datasets.${name}`),
    /** A choice among fixed words, such as a precision. */
    choice(value: string): string {
      const label = `design.choices.${value}`
      return has(label) ? t(label) : value
    },
    /** A word of explanation under a setting, where it needs one. */
    hint(key: string): string | undefined {
      const hint = `design.hints.${key}`
      return has(hint) ? t(hint) : undefined
    },
    /** What stands behind a setting's number. */
    unit(key: string): string | undefined {
      const unit = `design.units.${key}`
      return has(unit) ? t(unit) : undefined
    },
  }
}
