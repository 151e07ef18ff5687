import type { Experiment } from '../spec.ts'

/** The experiment in float64, as everything that explains or checks computes it. */
export function inFloat64(experiment: Experiment): Experiment {
  return { ...experiment, training: { ...experiment.training, precision: 'float64' } }
}
