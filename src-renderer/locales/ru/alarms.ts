import { russianAlarmTexts, russianEvidenceTexts } from '../../../src-engine/explain/alarm-texts-russian.ts'
import type { AlarmKind } from '../../../src-engine/explain/alarms/alarm.ts'

/** The engine's own words; what to try stands line by line. */
const kind = (name: AlarmKind) => {
  const { title, meaning, remedies } = russianAlarmTexts[name]
  return { title, meaning, remedies: remedies.join('\n') }
}

export default {
  title: 'Предупреждения',
  show: '{count} предупреждение | {count} предупреждения | {count} предупреждений',
  network: 'вся сеть',
  layer: 'слой {number}',
  layerOf: 'слой {number}, {layer}',
  since: 'с шага {step}',
  between: 'шаги {from}–{to}, устранено',
  remedies: 'Что попробовать',
  kinds: {
    symmetry: kind('symmetry'),
    saturation: kind('saturation'),
    dead_relu: kind('dead_relu'),
    vanishing_gradient: kind('vanishing_gradient'),
    exploding_gradient: kind('exploding_gradient'),
    divergence: kind('divergence'),
    plateau: kind('plateau'),
  },
  evidence: russianEvidenceTexts,
} as const
