import type { DatasetExamination, Finding } from '../../src-main/protocol.ts'
import { useTerms } from '../design/use-terms.ts'
import { useFormat } from '../format/use-format.ts'
import { useText } from '../i18n/use-text.ts'
import { className, inputName } from './use-data-names.ts'

export interface WarningText {
  readonly title: string
  readonly evidence: string
  readonly remedy: string
}

type Of = Pick<DatasetExamination, 'inputNames' | 'targetNames' | 'classNames' | 'task'>

/** A finding in words: what it is, what it was noticed by, and what to do. Samples are counted from 1. */
export function useWarningText(): (finding: Finding, of: Of) => WarningText {
  const { t, plural } = useText()
  const format = useFormat()
  const terms = useTerms()

  const list = (names: readonly string[], count: number): string =>
    names.join(', ') +
    (count > names.length ? ` ${t('data.warnings.more', { count: format.count(count - names.length) })}` : '')
  const number = (value: number): string => format.setting(Number(value.toPrecision(4)))
  const targetAt = (index: number): string =>
    t('data.warnings.target_in_inputs.number', { index: format.count(index + 1) })
  const range = (finding: { readonly minimum: number; readonly maximum: number }) => {
    const ends = [finding.minimum, finding.maximum].map((end) => Number(end.toPrecision(4))) as [number, number]
    const [minimum, maximum] = format.range(...ends)
    return { minimum, maximum }
  }
  const sample = (index: number): string => format.count(index + 1)

  function evidence(finding: Finding, of: Of): string {
    const input = (index: number): string => inputName(of, index)
    const label = (index: number): string => terms.className(className(of, index))
    switch (finding.kind) {
      case 'non_finite':
        return t('data.warnings.non_finite.evidence', {
          count: format.count(finding.count),
          sample: sample(finding.sample),
          column: finding.input === null ? t('data.samples.target') : input(finding.input),
        })
      case 'constant_inputs':
        return t('data.warnings.constant_inputs.evidence', {
          count: format.count(finding.count),
          of: format.count(finding.of),
          inputs: list(finding.inputs.map(input), finding.count),
        })
      case 'unscaled_inputs':
        return plural('data.warnings.unscaled_inputs.evidence', finding.count, {
          count: format.count(finding.count),
          of: format.count(finding.of),
          inputs: list(finding.inputs.map(input), finding.count),
          ...range(finding),
          deviation: number(finding.deviation),
        })
      case 'unscaled_targets':
        if (finding.of === 1) return t('data.warnings.unscaled_targets.single', range(finding))
        return plural('data.warnings.unscaled_targets.evidence', finding.count, {
          count: format.count(finding.count),
          of: format.count(finding.of),
          targets: list(
            finding.targets.map((target) => of.targetNames?.[target] ?? targetAt(target)),
            finding.count,
          ),
          ...range(finding),
        })
      case 'duplicate_rows': {
        const { count, conflicting } = finding
        const repeated = plural('data.warnings.duplicate_rows.evidence', count, {
          count: format.count(count),
          sample: sample(finding.sample),
          original: sample(finding.original),
        })
        if (conflicting === 0) return repeated
        const others = { count: format.count(conflicting) }
        const differing =
          count === 1
            ? t('data.warnings.duplicate_rows.conflictingSingle')
            : plural('data.warnings.duplicate_rows.conflicting', conflicting, others)
        return `${repeated} ${differing}`
      }
      case 'leak_between_parts':
        return t('data.warnings.leak_between_parts.evidence', {
          count: format.count(finding.count),
          of: format.count(finding.of),
          sample: sample(finding.sample),
          part: t(`common.part.${finding.part}`).toLocaleLowerCase(),
          twin: sample(finding.twin),
          twinPart: t(`common.part.${finding.twinPart}`).toLocaleLowerCase(),
        })
      case 'target_in_inputs': {
        const words = finding.pairs.map(({ input: index, target, correlation }) => {
          if (correlation === null) return t('data.warnings.target_in_inputs.oneToOne', { input: input(index) })
          const named =
            of.task === 'classification'
              ? t('data.warnings.target_in_inputs.class', { name: label(target) })
              : (of.targetNames?.[target] ?? targetAt(target))
          const value = format.setting(Number(correlation.toFixed(5)))
          return t('data.warnings.target_in_inputs.correlation', { input: input(index), target: named, value })
        })
        return t('data.warnings.target_in_inputs.evidence', { pairs: list(words, finding.count) })
      }
      case 'class_imbalance':
        return t('data.warnings.class_imbalance.evidence', {
          largest: label(finding.largest),
          largestCount: format.count(finding.largestCount),
          smallest: label(finding.smallest),
          smallestCount: format.count(finding.smallestCount),
        })
      case 'few_per_class':
        return t('data.warnings.few_per_class.evidence', {
          count: format.count(finding.count),
          needed: format.count(finding.needed),
          fewest: format.count(finding.fewest),
          classes: list(finding.classes.map(label), finding.count),
        })
    }
  }

  return (finding, of) => ({
    title: t(`data.warnings.${finding.kind}.title`),
    evidence: evidence(finding, of),
    remedy: t(`data.warnings.${finding.kind}.remedy`),
  })
}
