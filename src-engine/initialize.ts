import type { Network } from './network.ts'
import { initializerOf } from './registry.ts'
import { createRng } from './rng.ts'
import type { Experiment } from './spec.ts'

/** Fills every parameter as its layer says; each draws from a stream of its own, named by its layer and name. */
export function initializeParameters(experiment: Pick<Experiment, 'seed'>, network: Network): void {
  for (const { plan, layer, name, value } of network.parameters) {
    const rng = createRng(experiment.seed, 'parameter', layer, name)
    initializerOf(plan.initializer).fill(plan.initializer, plan, rng, value)
  }
}
