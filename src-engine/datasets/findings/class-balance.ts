import type { Dataset } from '../dataset.ts'
import { mostNamed, type Finding } from './finding.ts'
import { classCountOf, labelOf } from './labels.ts'
import type { Parts } from './repeated-rows.ts'

/** The largest class has at least so many times the samples of the smallest. */
export const imbalance = 10
/** Training samples of a class, below which it is hardly learned and not at all measured. */
export const neededPerClass = 10

/**
 * `class_imbalance`: the class with the most samples has at least ten times those of the one with the fewest, classes
 * without any left out. `few_per_class`: classes with fewer than ten samples in the training part.
 *
 * Data that is trained on whole is learned by heart, as XOR is: its classes may be as small as they are.
 */
export function classBalance(dataset: Dataset, parts: Parts): Finding[] {
  const findings: Finding[] = []
  const all = countLabels(dataset, null)
  let [largest, smallest] = [-1, -1]
  all.forEach((count, label) => {
    if (count === 0) return
    if (largest < 0 || count > (all[largest] as number)) largest = label
    if (smallest < 0 || count < (all[smallest] as number)) smallest = label
  })
  const [largestCount, smallestCount] = [all[largest] ?? 0, all[smallest] ?? 0]
  if (smallestCount > 0 && largestCount >= imbalance * smallestCount) {
    findings.push({ kind: 'class_imbalance', largest, largestCount, smallest, smallestCount })
  }
  if (parts.validation.length + parts.test.length > 0) {
    const training = countLabels(dataset, parts.train)
    const few = Array.from(training.keys()).filter((label) => (training[label] as number) < neededPerClass)
    if (few.length > 0) {
      findings.push({
        kind: 'few_per_class',
        count: few.length,
        classes: few.slice(0, mostNamed),
        fewest: training.reduce((least, count) => Math.min(least, count)),
        needed: neededPerClass,
      })
    }
  }
  return findings
}

function countLabels(dataset: Dataset, samples: Uint32Array | null): Uint32Array {
  const counts = new Uint32Array(classCountOf(dataset))
  const count = (sample: number): void => {
    const label = labelOf(dataset, sample)
    if (label >= 0 && label < counts.length) counts[label] = (counts[label] as number) + 1
  }
  if (samples) samples.forEach(count)
  else for (let sample = 0; sample < dataset.count; sample++) count(sample)
  return counts
}
