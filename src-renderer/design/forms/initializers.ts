import type { InitializerSpec } from '../../../src-engine/initializers/index.ts'
import type { Form } from './form.ts'

export const initializerForms: Readonly<Record<InitializerSpec['type'], Form>> = {
  glorot_uniform: { fields: [] },
  glorot_normal: { fields: [] },
  he_uniform: { fields: [] },
  he_normal: { fields: [] },
  lecun_normal: { fields: [] },
  normal: {
    fields: [
      { key: 'mean', step: 0.1 },
      { key: 'std', step: 0.1 },
    ],
  },
  uniform: {
    fields: [
      { key: 'min', step: 0.05 },
      { key: 'max', step: 0.05 },
    ],
  },
  zeros: { fields: [] },
  constant: { fields: [{ key: 'value', initial: 0.1, step: 0.1 }] },
  values: { fields: [{ key: 'values', initial: [[0]] }] },
}
