import type { DatasetSummary, Finding } from '../protocol.ts'
import { formatCount, formatValue } from './output.ts'

/** What was found in data and what to do about it, in one line. */
export function describeWarning(
  finding: Finding,
  {
    inputNames,
    targetNames,
    classNames,
    task,
  }: Pick<DatasetSummary, 'inputNames' | 'targetNames' | 'classNames' | 'task'>,
): string {
  const input = (index: number): string => inputNames?.[index] ?? `input ${index}`
  const label = (index: number): string => classNames?.[index] ?? String(index)
  const list = (names: readonly string[], count: number): string =>
    names.join(', ') + (count > names.length ? ` and ${formatCount(count - names.length)} more` : '')

  switch (finding.kind) {
    case 'non_finite': {
      const where = finding.input === null ? 'its target' : input(finding.input)
      return `${formatCount(finding.count)} numbers are NaN or infinite, the first in sample ${finding.sample + 1}, ${where}; replace them or leave those samples out`
    }
    case 'constant_inputs':
      return `${formatCount(finding.count)} of ${formatCount(finding.of)} inputs never vary (${list(finding.inputs.map(input), finding.count)}); leave them out`
    case 'unscaled_inputs': {
      const range = `from ${formatValue(finding.minimum)} to ${formatValue(finding.maximum)}, smallest deviation ${formatValue(finding.deviation)}`
      return `${formatCount(finding.count)} of ${formatCount(finding.of)} inputs are far from the usual range (${list(finding.inputs.map(input), finding.count)}: ${range}); set scale to "standard" or "unit"`
    }
    case 'unscaled_targets': {
      const range = `from ${formatValue(finding.minimum)} to ${formatValue(finding.maximum)}`
      const targets = list(
        finding.targets.map((index) => targetNames?.[index] ?? `target ${index + 1}`),
        finding.count,
      )
      return `${formatCount(finding.count)} of ${formatCount(finding.of)} targets are far from 0 (${targets}: ${range}); measure them in larger units, such as thousands, or train with a small learning rate`
    }
    case 'duplicate_rows': {
      const conflicting =
        finding.conflicting > 0 ? `, ${formatCount(finding.conflicting)} of them with another target` : ''
      return `${formatCount(finding.count)} samples repeat the inputs of an earlier one${conflicting}, first ${finding.sample + 1} that of ${finding.original + 1}; remove repetitions`
    }
    case 'leak_between_parts':
      return `${formatCount(finding.count)} of ${formatCount(finding.of)} samples held out have the inputs of one in another part, such as ${finding.sample + 1} (${finding.part}) and ${finding.twin + 1} (${finding.twinPart}); remove repetitions before splitting`
    case 'target_in_inputs': {
      const target = (index: number): string =>
        task === 'classification' ? `class ${label(index)}` : (targetNames?.[index] ?? `target ${index + 1}`)
      const pairs = finding.pairs.map(({ input: index, target: to, correlation }) =>
        correlation === null
          ? `${input(index)} stands for the class one to one`
          : `${input(index)} and ${target(to)} correlate by ${correlation.toFixed(5)}`,
      )
      return `the target can be read off the inputs: ${list(pairs, finding.count)}; leave those inputs out unless they are known before the target is`
    }
    case 'class_imbalance':
      return `class ${label(finding.largest)} has ${formatCount(finding.largestCount)} samples, class ${label(finding.smallest)} only ${formatCount(finding.smallestCount)}; look at precision and recall of each class, not at accuracy`
    case 'few_per_class':
      return `${formatCount(finding.count)} classes have fewer than ${finding.needed} training samples (${list(finding.classes.map(label), finding.count)}; the fewest is ${finding.fewest}); gather more of them, or hold out less`
  }
}
