import type { Experiment } from '../spec.ts'
import type { AlarmKind } from './alarms/alarm.ts'
import { suggestionsFor } from './suggestions.ts'

type Check = (experiment: Experiment) => boolean

const always: Check = () => true
const canScale: Check = ({ dataset }) => dataset.name !== 'text' && dataset.scale === 'none'
const startsWrong: Check = (experiment) => suggestionsFor('symmetry', experiment).some(({ kind }) => kind === 'init')
const hasMomentum: Check = ({ optimizer }) => 'momentum' in optimizer && optimizer.momentum > 0
const isNotClipped: Check = ({ training }) => training.clipNorm === null
const isNotAdam: Check = ({ optimizer }) => optimizer.type !== 'adam'

/** For each remedy of an alarm, in the order of its texts, whether it would be something new. */
const isNew: Readonly<Record<AlarmKind, readonly Check[]>> = {
  symmetry: [startsWrong],
  saturation: [canScale, startsWrong, always, always],
  dead_relu: [always, startsWrong, always],
  vanishing_gradient: [always, startsWrong, always],
  exploding_gradient: [startsWrong, isNotClipped, always],
  divergence: [always, hasMomentum, isNotClipped, canScale],
  plateau: [always, isNotAdam, always, always],
}

/** Those of an alarm's remedies that the experiment does not have already; all where it is not known yet. */
export function remediesFor(kind: AlarmKind, texts: readonly string[], experiment: Experiment | null): string[] {
  return texts.filter((_, i) => experiment === null || (isNew[kind][i] ?? always)(experiment))
}
