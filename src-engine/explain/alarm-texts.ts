import type { AlarmKind, EvidenceName } from './alarms/alarm.ts'

/** What an alarm says to a person. */
export interface AlarmText {
  readonly title: string
  /** What it means, in a sentence. */
  readonly meaning: string
  /** What to try, the likeliest first. */
  readonly remedies: readonly string[]
}

/** English names of the numbers an alarm is noticed by. */
export const evidenceTexts: Readonly<Record<EvidenceName, string>> = {
  identical: 'units with a twin',
  dead: 'dead units',
  units: 'units of the layer',
  groups: 'groups of twins',
  share: 'share',
  samples: 'samples looked at',
  first: 'gradient norm at the first layer',
  last: 'gradient norm at the last layer',
  ratio: 'ratio of first to last',
  layers: 'layers with weights',
  loss: 'loss',
  lowest: 'lowest loss',
  initial: 'loss at the beginning',
  guessing: 'loss of guessing',
  steps: 'steps without progress',
}

/** English texts of every alarm; the Russian ones are in `alarm-texts-russian.ts`. */
export const alarmTexts: Readonly<Record<AlarmKind, AlarmText>> = {
  symmetry: {
    title: 'Units move together',
    meaning:
      'Units of this layer have the same weights and get the same gradient, so they stay alike and do the work of one.',
    remedies: ['initialise the weights at random: by Glorot, or by He before ReLU'],
  },
  saturation: {
    title: 'The layer is saturated',
    meaning:
      'Most units of this layer are so far out on their curve that its slope, and with it what they learn, is next to nothing.',
    remedies: ['scale the inputs to mean 0 and deviation 1', 'initialise the weights smaller: by Glorot', 'lower the learning rate', 'use ReLU'], // prettier-ignore
  },
  dead_relu: {
    title: 'ReLU units are dead',
    meaning:
      'Most units of this layer put out 0 for every sample seen, so no gradient reaches them and they stay at 0.',
    remedies: ['lower the learning rate', 'initialise the weights by He and the biases with zeros', 'use leaky ReLU'], // prettier-ignore
  },
  vanishing_gradient: {
    title: 'The gradient vanishes',
    meaning:
      'On its way back to this layer the gradient has become thousands of times smaller, so the first layers hardly learn.',
    remedies: ['use ReLU instead of sigmoid or tanh', 'initialise the weights to fit the activation: by He or by Glorot', 'use fewer layers'], // prettier-ignore
  },
  exploding_gradient: {
    title: 'The gradient explodes',
    meaning:
      'On its way back to this layer the gradient has become hundreds of times larger, so its steps are far too long.',
    remedies: ['initialise the weights smaller: by He or by Glorot', 'clip the norm of the gradient at 1', 'lower the learning rate'], // prettier-ignore
  },
  divergence: {
    title: 'Training diverges',
    meaning: 'The loss grows instead of falling, or is no longer a number: the steps lead away from the minimum.',
    remedies: ['lower the learning rate, to a tenth at first', 'lower the momentum', 'clip the norm of the gradient at 1', 'scale the inputs to mean 0 and deviation 1'], // prettier-ignore
  },
  plateau: {
    title: 'The loss stands still',
    meaning: 'The loss has not fallen for long and is little better than guessing: a plateau, or a local minimum.',
    remedies: [
      'raise the learning rate, or the momentum',
      'use Adam',
      'give the network more units',
      'start from another seed',
    ],
  },
}
