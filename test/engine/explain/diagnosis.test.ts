import { describe, expect, it } from 'vitest'
import { alarmTexts } from '../../../src-engine/explain/alarm-texts.ts'
import type { Alarm, AlarmKind } from '../../../src-engine/explain/alarms/alarm.ts'
import { createDiagnosis } from '../../../src-engine/explain/diagnosis.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { createTrainer, type StepResult, type Trainer } from '../../../src-engine/trainer.ts'
import { datasetOf, experimentOf, train, trainerOf, weightsOf } from '../support/train.ts'

/** What happened to an alarm, as `+symmetry` and `-symmetry`, and the alarms themselves. */
function diagnose(
  parts: Record<string, unknown>,
  meddle?: (trainer: Trainer, step: number) => void,
  hear?: (result: StepResult) => void,
) {
  const experiment = experimentOf({ seed: 1, ...parts })
  const dataset = datasetOf(experiment)
  const trainer = createTrainer({
    experiment,
    dataset,
    kernels: referenceKernels,
    checkpoint: null,
    observe: ({ samples }) => {
      diagnosis.look(samples)
    },
  })
  const diagnosis = createDiagnosis({ trainer, experiment, dataset })
  const events: string[] = []
  const raised: Alarm[] = []
  while (!trainer.done && !trainer.diverged) {
    const result = trainer.step()
    hear?.(result)
    const changes = diagnosis.afterStep(result)
    raised.push(...changes.raised)
    events.push(...changes.raised.map(({ kind }) => `+${kind}`), ...changes.cleared.map(({ kind }) => `-${kind}`))
    meddle?.(trainer, trainer.position().step)
  }
  return { events, raised, active: diagnosis.active, trainer }
}

const dense = (units: number, std?: number) => ({ type: 'dense', units, weightInit: std === undefined ? { type: 'he_normal' } : { type: 'normal', std } }) // prettier-ignore
const sigmoid = { type: 'sigmoid' }
const relu = { type: 'relu' }
const shuffled = { batchSize: 32, shuffle: true }
const flower = (...layers: object[]) => ({
  network: { layers: [...layers, dense(1), sigmoid] },
  dataset: { name: 'flower' },
  loss: 'binary_cross_entropy',
  optimizer: { type: 'sgd', learningRate: 0.1 },
  training: { ...shuffled, epochs: 20 },
})
const momentum = { type: 'sgd', learningRate: 0.1, momentum: 0.9 }

describe('no alarm is raised on a healthy run', () => {
  const healthy: Record<string, Record<string, unknown>> = {
    'of the flower': { ...flower(dense(32), relu), optimizer: { type: 'adam', learningRate: 0.01 }, training: { ...shuffled, epochs: 200 } }, // prettier-ignore
    'of the spiral': {
      network: { layers: [dense(32), relu, dense(32), relu, dense(3), { type: 'softmax' }] },
      dataset: { name: 'spiral', classes: 3 },
      loss: 'categorical_cross_entropy',
      optimizer: momentum,
      training: { ...shuffled, epochs: 100 },
    },
    'of the digits': {
      network: { layers: [dense(24), relu, dense(10), { type: 'softmax' }] },
      dataset: { name: 'digits', samples: 400 },
      loss: 'categorical_cross_entropy',
      optimizer: momentum,
      training: { ...shuffled, epochs: 15 },
    },
    'of a convolution on the digits': {
      network: { layers: [{ type: 'conv2d', filters: 6, kernel: 5, stride: 2, weightInit: { type: 'he_normal' } }, relu, { type: 'max_pool2d', size: 2 }, dense(10), { type: 'softmax' }] }, // prettier-ignore
      dataset: { name: 'digits', samples: 300 },
      loss: 'categorical_cross_entropy',
      optimizer: { ...momentum, learningRate: 0.05 },
      training: { ...shuffled, batchSize: 16, epochs: 6 },
    },
    'of XOR with tanh, over its plateau': {
      network: { layers: [{ type: 'dense', units: 4 }, { type: 'tanh' }, { type: 'dense', units: 1 }, sigmoid] },
      dataset: { name: 'xor' },
      loss: 'binary_cross_entropy',
      optimizer: { ...momentum, learningRate: 0.5 },
      training: { batchSize: 4, epochs: 1000 },
    },
  }
  it.each(Object.entries(healthy))('%s', (_name, parts) => {
    const { events, trainer } = diagnose(parts)
    expect(events).toEqual([])
    expect(trainer.evaluate('train')?.accuracy).toBeGreaterThan(0.85)
  })
})

describe('symmetry', () => {
  const zeros = (units: number) => ({ type: 'dense', units, weightInit: { type: 'zeros' } })
  const asleep = { ...flower(zeros(6), sigmoid), network: { layers: [zeros(6), sigmoid, zeros(1), sigmoid] } }

  it('is raised in the first step of a network of zeros, once, and names the twins', () => {
    const { events, raised } = diagnose(asleep)
    expect(events).toEqual(['+symmetry'])
    expect(raised[0]).toEqual({ kind: 'symmetry', layer: 0, step: 1, evidence: { identical: 6, units: 6, groups: 1 } })
  })

  it('counts only those units that have a twin, and their groups', () => {
    const values = [[1, 2], [3, 4], [1, 2], [5, 6], [3, 4], [1, 2]] // prettier-ignore
    const some = { type: 'dense', units: 6, weightInit: { type: 'values', values } }
    const { raised } = diagnose({ ...asleep, network: { layers: [some, sigmoid, { ...zeros(1), weightInit: { type: 'constant', value: 0.5 } }, sigmoid] } }) // prettier-ignore
    expect(raised[0]?.evidence).toEqual({ identical: 5, units: 6, groups: 2 })
  })

  it('is no matter of equal weights alone: with different gradients units part', () => {
    const values = [[1, 2], [1, 2]] // prettier-ignore
    const twins = { type: 'dense', units: 2, weightInit: { type: 'values', values } }
    const apart = { type: 'dense', units: 1, weightInit: { type: 'values', values: [[1, -0.5]] } }
    expect(diagnose({ ...asleep, network: { layers: [twins, sigmoid, apart, sigmoid] } }).events).toEqual([])
  })

  it('is cleared when the units are nudged apart', () => {
    const { events, active } = diagnose(asleep, ({ network }, step) => {
      if (step === 10) network.parameters[0]?.value.forEach((_, i, value) => (value[i] = i / 10))
    })
    expect(events).toEqual(['+symmetry', '-symmetry'])
    expect(active).toEqual([])
  })
})

describe('saturation', () => {
  it('is raised where weights are so large that sigmoids hardly slope anywhere', () => {
    const { events, raised } = diagnose(flower(dense(8, 100), sigmoid))
    expect(events).toEqual(['+saturation'])
    expect(raised[0]).toMatchObject({ layer: 1, evidence: { units: 8, samples: 128 } })
    expect(raised[0]?.evidence['share']).toBeGreaterThan(0.7)
  })

  it('is cleared when the weights shrink', () => {
    const { events } = diagnose(
      { ...flower(dense(8, 100), { type: 'tanh' }), training: { ...shuffled, epochs: 40 } },
      ({ network }, step) => {
        if (step === 50) network.parameters[0]?.value.forEach((w, i, value) => (value[i] = w / 100))
      },
    )
    expect(events).toEqual(['+saturation', '-saturation'])
  })

  it('is not raised for outputs that are sure, nor for small weights', () => {
    expect(diagnose(flower(dense(8, 1), sigmoid)).events).toEqual([])
    const sure = { ...flower(), network: { layers: [dense(1, 300), sigmoid] }, optimizer: { type: 'sgd', learningRate: 1e-9 } } // prettier-ignore
    expect(diagnose(sure).events).not.toContain('+saturation')
  })
})

describe('dead ReLU', () => {
  const drowned = { ...dense(8), biasInit: { type: 'constant', value: -10 } }

  it('is raised where biases hold every unit at 0', () => {
    const { events, raised } = diagnose(flower(drowned, relu))
    expect(events).toEqual(['+dead_relu'])
    expect(raised[0]).toEqual({ kind: 'dead_relu', layer: 1, step: 8, evidence: { dead: 8, units: 8, share: 1, samples: 128 } }) // prettier-ignore
  })

  it('is raised where a learning rate far too high has killed the units', () => {
    const killed = {
      ...flower(dense(8), relu),
      dataset: { name: 'spiral' },
      optimizer: { ...momentum, learningRate: 20 },
    }
    expect(diagnose(killed).events).toContain('+dead_relu')
  })

  it('is cleared when the units come back', () => {
    const { events } = diagnose(flower(drowned, relu), ({ network }, step) => {
      if (step === 50) network.parameters[1]?.value.fill(0.1)
    })
    expect(events).toEqual(['+dead_relu', '-dead_relu'])
  })

  it('counts a channel of an image as one unit', () => {
    const conv = {
      type: 'conv2d',
      filters: 3,
      kernel: 5,
      stride: 3,
      biasInit: { type: 'values', values: [-99, -99, 1] },
    }
    const { raised } = diagnose({
      network: { layers: [conv, relu, dense(10), { type: 'softmax' }] },
      dataset: { name: 'digits', samples: 200 },
      loss: 'categorical_cross_entropy',
      training: { ...shuffled, epochs: 3 },
    })
    expect(raised[0]).toMatchObject({ kind: 'dead_relu', layer: 1, evidence: { dead: 2, units: 3 } })
  })

  it('does not concern leaky ReLU', () => {
    expect(diagnose(flower(drowned, { type: 'leaky_relu' })).events).not.toContain('+dead_relu')
  })
})

describe('vanishing and exploding gradients', () => {
  const deep = (activation: object, layer: object) => Array.from({ length: 8 }, () => [layer, activation]).flat()

  it('vanish through eight sigmoid layers', () => {
    const { events, raised } = diagnose(flower(...deep(sigmoid, { type: 'dense', units: 8 })))
    expect(events).toEqual(['+vanishing_gradient'])
    const { layer, evidence } = raised[0]!
    expect(layer).toBe(0)
    expect(evidence['layers']).toBe(9)
    expect(evidence['ratio']).toBeLessThan(1e-4)
    expect(evidence['ratio']).toBeCloseTo((evidence['first'] ?? NaN) / (evidence['last'] ?? NaN), 15)
  })

  it('explode through eight ReLU layers whose weights are too large', () => {
    const { events, raised } = diagnose({ ...flower(...deep(relu, dense(16, 1))), optimizer: { type: 'sgd', learningRate: 1e-9 } }) // prettier-ignore
    expect(events.filter((event) => event !== '+dead_relu')).toEqual(['+exploding_gradient'])
    expect(raised[0]).toMatchObject({ kind: 'exploding_gradient', layer: 0, step: 1 })
    expect(raised[0]?.evidence['ratio']).toBeGreaterThan(100)
  })

  it('do neither through eight ReLU layers initialised for them', () => {
    const { events } = diagnose({ ...flower(...deep(relu, dense(16))), optimizer: { type: 'sgd', learningRate: 1e-3 } })
    expect(events.filter((event) => event.endsWith('gradient'))).toEqual([])
  })

  it('have not vanished where nothing comes back at all', () => {
    const blocked = { ...flower(), network: { layers: [dense(4), sigmoid, { type: 'dense', units: 1, weightInit: { type: 'zeros' } }, sigmoid] }, optimizer: { type: 'sgd', learningRate: 0 } } // prettier-ignore
    expect(diagnose(blocked).events).toEqual([])
  })
})

describe('divergence', () => {
  const line = { network: { layers: [{ type: 'dense', units: 1 }] }, dataset: { name: 'inline', inputs: [[1], [2], [3], [4]], targets: [[2], [4], [6], [8.5]] } } // prettier-ignore
  const descend = (learningRate: number, epochs: number) =>
    diagnose({ ...line, optimizer: { type: 'sgd', learningRate }, training: { batchSize: 4, epochs } })

  it('is raised while the loss grows, long before it overflows', () => {
    const { events, raised, trainer } = descend(0.125, 150)
    expect(trainer.diverged).toBeNull()
    expect(events).toEqual(['+divergence'])
    const { evidence, step } = raised[0]!
    expect(step).toBe(40)
    expect(evidence['loss']).toBeGreaterThan(2 * (evidence['lowest'] ?? NaN))
    expect(Number.isFinite(evidence['loss'])).toBe(true)
  })

  it('is raised in the step that overflows, if nothing was seen before', () => {
    const { events, trainer } = descend(1e30, 100)
    expect(trainer.diverged).not.toBeNull()
    expect(events).toEqual(['+divergence'])
  })

  const circles = (learningRate: number) => ({
    network: { layers: [{ type: 'dense', units: 8 }, sigmoid, { type: 'dense', units: 1 }, sigmoid] },
    dataset: { name: 'circles', samples: 400 },
    loss: 'binary_cross_entropy',
    optimizer: { ...momentum, learningRate },
    training: { batchSize: 16, shuffle: true, epochs: 60 },
  })

  it('stays on, once, while the loss is far above where it began, and tells what the first step lost', () => {
    let first: number | null = null
    const { raised, events, trainer } = diagnose(circles(50), undefined, ({ loss }) => (first ??= loss))
    expect(trainer.diverged).toBeNull()
    expect(events.filter((event) => event.endsWith('divergence'))).toEqual(['+divergence'])
    const { evidence, step } = raised.find(({ kind }) => kind === 'divergence')!
    expect(step).toBeLessThanOrEqual(25)
    expect(first).toBeGreaterThan(0.6)
    expect(first).toBeLessThan(0.9)
    expect(evidence).toMatchObject({ initial: first, lowest: first })
    expect(evidence['loss']).toBeGreaterThan(4 * Math.LN2)
  })

  it('is cleared when the loss is back at what guessing costs', () => {
    const { events } = diagnose(circles(0), ({ network }, step) => {
      const at = step === 30 ? 400 : step === 120 ? 1 / 400 : 1
      network.parameters.at(-2)?.value.forEach((w, i, value) => (value[i] = w * at))
    })
    expect(events.filter((event) => event.endsWith('divergence'))).toEqual(['+divergence', '-divergence'])
  })

  it('goes on being on after a checkpoint, until it is seen to be over', () => {
    const experiment = experimentOf({ seed: 1, ...circles(50) })
    const dataset = datasetOf(experiment)
    const trainer = createTrainer({ experiment, dataset, kernels: referenceKernels, checkpoint: null })
    const before: Alarm = { kind: 'divergence', layer: null, step: 25, evidence: { loss: 40, lowest: 0.7, initial: 0.7 } } // prettier-ignore
    const diagnosis = createDiagnosis({ trainer, experiment, dataset, alarms: [before] })
    for (let step = 0; step < 100; step++) diagnosis.afterStep({ ...trainer.step(), loss: 9 })
    expect(diagnosis.active).toEqual([before])
    for (let step = 0; step < 50; step++) diagnosis.afterStep({ ...trainer.step(), loss: 0.6 })
    expect(diagnosis.active).toEqual([])
  })

  it('is not raised for a rate just below too high', () => {
    expect(descend(0.09, 150).events).toEqual([])
  })
})

describe('a plateau', () => {
  const stuck = {
    network: { layers: [dense(2, 0.01), sigmoid, dense(1, 0.01), sigmoid] },
    dataset: { name: 'xor' },
    loss: 'mean_squared_error',
    optimizer: { ...momentum, learningRate: 0.5 },
    training: { batchSize: 4, epochs: 3000 },
  }

  it('is raised where the loss stays what guessing costs', () => {
    const { events, raised } = diagnose(stuck)
    expect(events).toEqual(['+plateau'])
    const { loss, guessing, steps } = raised[0]!.evidence
    expect(guessing).toBe(0.25)
    expect(loss).toBeCloseTo(0.25, 3)
    expect(steps).toBeGreaterThanOrEqual(400)
  })

  it('is cleared when the loss falls again', () => {
    const { events } = diagnose({ ...stuck, training: { batchSize: 4, epochs: 5000 } }, ({ network }, step) => {
      if (step !== 1500) return
      // One unit for “or”, one for “and”.
      network.parameters[0]?.value.set([6, 6, 6, 6])
      network.parameters[1]?.value.set([-3, -9])
    })
    expect(events.slice(0, 2)).toEqual(['+plateau', '-plateau'])
  })

  it('is not raised where a loss stands still because all is learnt', () => {
    const { events, trainer } = diagnose({
      ...stuck,
      network: { layers: [{ type: 'dense', units: 1 }] },
      dataset: { name: 'inline', inputs: [[1], [2], [3], [4]], targets: [[2.1], [4], [6], [8.5]] },
      optimizer: { type: 'sgd', learningRate: 0.05 },
    })
    expect(trainer.evaluate('train')?.loss).toBeLessThan(0.03)
    expect(events).toEqual([])
  })
})

describe('diagnosis', () => {
  it('changes no bit of what is trained', () => {
    const parts = { ...flower(dense(6), relu), optimizer: momentum, dataset: { name: 'flower', split: { train: 0.8, validation: 0.2 } } } // prettier-ignore
    const { trainer } = diagnose(parts)
    expect(weightsOf(trainer)).toBe(weightsOf(train(trainerOf(experimentOf({ seed: 1, ...parts })))))
  })

  it('sees a network that is trained on one batch an epoch and validated after it', () => {
    const whole = { ...flower(dense(8, 100), sigmoid), dataset: { name: 'flower', split: { train: 0.8, validation: 0.2 } }, training: { batchSize: 1000, epochs: 60 } } // prettier-ignore
    expect(diagnose(whole).events).toEqual(['+saturation'])
  })

  it('has words for every kind of alarm', () => {
    const kinds: AlarmKind[] = ['symmetry', 'saturation', 'dead_relu', 'vanishing_gradient', 'exploding_gradient', 'divergence', 'plateau'] // prettier-ignore
    expect(Object.keys(alarmTexts).sort()).toEqual(kinds.sort())
    for (const { title, meaning, remedies } of Object.values(alarmTexts)) {
      expect(title).toMatch(/^[A-Z]/)
      expect(meaning).toMatch(/\.$/)
      expect(remedies.length).toBeGreaterThan(0)
    }
  })
})
