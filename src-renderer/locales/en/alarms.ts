import { alarmTexts, evidenceTexts } from '../../../src-engine/explain/alarm-texts.ts'
import type { AlarmKind } from '../../../src-engine/explain/alarms/alarm.ts'

/** The engine's own words; what to try stands line by line. */
const kind = (name: AlarmKind) => {
  const { title, meaning, remedies } = alarmTexts[name]
  return { title, meaning, remedies: remedies.join('\n') }
}

export default {
  title: 'Alarms',
  show: '{count} alarm | {count} alarms',
  network: 'the whole network',
  layer: 'layer {number}',
  layerOf: 'layer {number}, {layer}',
  since: 'since step {step}',
  between: 'steps {from} to {to}, cleared',
  remedies: 'What to try',
  kinds: {
    symmetry: kind('symmetry'),
    saturation: kind('saturation'),
    dead_relu: kind('dead_relu'),
    vanishing_gradient: kind('vanishing_gradient'),
    exploding_gradient: kind('exploding_gradient'),
    divergence: kind('divergence'),
    plateau: kind('plateau'),
  },
  evidence: evidenceTexts,
} as const
