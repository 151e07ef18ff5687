import { pack } from '../../../src-engine/explain/insight/packed.ts'
import { neuronCells, surfaceCells } from '../../../src-engine/explain/insight/surface.ts'
import type { LayerStatistics, Spread } from '../../../src-engine/explain/layer-statistics.ts'
import type { Insight } from '../../../src-main/protocol.ts'

const spread: Spread = { count: 4, mean: 0.25, std: 1, min: -1, max: 2, histogram: [1, 2, 1] }

const statistics: LayerStatistics = {
  index: 0,
  type: 'sigmoid',
  weight: null,
  bias: null,
  output: spread,
  gradientNorm: null,
  outputGradientNorm: 0.5,
  saturatedShare: 0.25,
  deadShare: null,
}

/** Of a network of one sigmoid of two inputs. */
export function sampleInsight(values: Partial<Insight> = {}): Insight {
  const plane = pack(Float64Array.from({ length: surfaceCells ** 2 }, (_, i) => i))
  const neuron = pack(Float64Array.from({ length: neuronCells ** 2 }, (_, i) => i))
  return {
    step: 1250,
    surface: {
      bounds: { left: -1, right: 1, bottom: -1, top: 1 },
      outputs: [plane],
      columns: [
        { layer: null, neurons: [neuron, neuron], weights: [], biases: [] },
        { layer: 0, neurons: [neuron], weights: [1, -1], biases: [0.5] },
      ],
    },
    filters: null,
    layers: [statistics],
    ...values,
  }
}
