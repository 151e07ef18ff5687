import type { Tensor } from '../../checkpoint.ts'
import { convGeometry } from '../../layers/conv2d.ts'
import type { LayerSpec } from '../../layers/index.ts'
import type { PoolSpec } from '../../layers/pool.ts'
import type { ExportLayer } from '../export-input.ts'
import { toFloat32 } from './float32.ts'
import { elementTypes, type Graph, type Value } from './graph.ts'

/**
 * A layer at prediction as nodes of ai.onnx, opset 17. Its nodes and constants are named `layers.<index>.…`.
 *
 * @param input (N, …), what the layer before puts out
 * @returns the layer's output, (N, …)
 */
export function addLayer(graph: Graph, layer: ExportLayer, input: Value): Value {
  const { spec } = layer
  switch (spec.type) {
    case 'dense':
      return addDense(graph, layer, input)
    case 'conv2d':
      return addConv2d(graph, layer, spec, input)
    case 'max_pool2d':
      return addPool(graph, layer, spec, 'MaxPool', input)
    case 'avg_pool2d':
      return addPool(graph, layer, spec, 'AveragePool', input)
    case 'flatten':
      return addFlatten(graph, layer, input)
    case 'embedding':
      return addEmbedding(graph, layer, input)
    case 'softmax':
      return addSoftmax(graph, layer, input)
    case 'sigmoid':
      return graph.node(named(layer, 'sigmoid'), 'Sigmoid', [input])
    case 'tanh':
      return graph.node(named(layer, 'tanh'), 'Tanh', [input])
    case 'relu':
      return graph.node(named(layer, 'relu'), 'Relu', [input])
    case 'leaky_relu':
      return graph.node(named(layer, 'leaky_relu'), 'LeakyRelu', [input], { alpha: { float: spec.slope } })
    case 'identity':
    case 'dropout':
      // A model is for predicting, where nothing is left out.
      return input
  }
}

type SpecOf<K extends LayerSpec['type']> = Extract<LayerSpec, { type: K }>

function named({ index }: ExportLayer, part: string): string {
  return `layers.${index}.${part}`
}

function addTensor(graph: Graph, { name, shape, values }: Tensor): Value {
  return graph.float32(name, shape, toFloat32(values, [name]))
}

/** The layer's weight, and its bias if it has one. */
function addParameters(graph: Graph, { weight, bias }: ExportLayer): Value[] {
  return [weight, bias].flatMap((tensor) => (tensor ? [addTensor(graph, tensor)] : []))
}

/** `Y = X Wᵀ + b`; an input of several dimensions is flattened first. */
function addDense(graph: Graph, layer: ExportLayer, input: Value): Value {
  const rows = layer.input.shape.length === 1 ? input : addFlatten(graph, layer, input)
  return graph.node(named(layer, 'dense'), 'Gemm', [rows, ...addParameters(graph, layer)], { transB: 1 })
}

function addFlatten(graph: Graph, layer: ExportLayer, input: Value): Value {
  return graph.node(named(layer, 'flat'), 'Flatten', [input], { axis: 1 })
}

/** Zeros are padded by Conv itself, borders by Pad before it. */
function addConv2d(graph: Graph, layer: ExportLayer, spec: SpecOf<'conv2d'>, input: Value): Value {
  const { rows, columns, isPadded } = convGeometry(spec, layer.input)
  let image = input
  let pads = [rows.before, columns.before, rows.after, columns.after]
  if (isPadded && spec.paddingMode === 'replicate') {
    const [top, left, bottom, right] = pads as [number, number, number, number]
    const around = graph.int64(named(layer, 'pads'), [0, 0, top, left, 0, 0, bottom, right])
    image = graph.node(named(layer, 'padded'), 'Pad', [input, around], { mode: 'edge' })
    pads = [0, 0, 0, 0]
  }
  const inputs = [image, ...addParameters(graph, layer)]
  return graph.node(named(layer, 'conv2d'), 'Conv', inputs, { kernel_shape: spec.kernel, strides: spec.stride, pads })
}

function addPool(graph: Graph, layer: ExportLayer, { size, stride }: PoolSpec, operator: string, input: Value): Value {
  return graph.node(named(layer, layer.spec.type), operator, [input], { kernel_shape: size, strides: stride ?? size })
}

/** Over all numbers of a sample, whatever their shape. */
function addSoftmax(graph: Graph, layer: ExportLayer, input: Value): Value {
  const { shape } = layer.input
  if (shape.length === 1) return graph.node(named(layer, 'softmax'), 'Softmax', [input], { axis: 1 })
  const rows = addFlatten(graph, layer, input)
  const probabilities = graph.node(named(layer, 'flat_softmax'), 'Softmax', [rows], { axis: 1 })
  // 0: as many samples as there are.
  return graph.node(named(layer, 'softmax'), 'Reshape', [
    probabilities,
    graph.int64(named(layer, 'shape'), [0, ...shape]),
  ])
}

/**
 * The mean of the vectors of the words that are present: (N, C) of indexes, −1 for no word → (N, dim). Where there is
 * none it is 0.
 */
function addEmbedding(graph: Graph, layer: ExportLayer, input: Value): Value {
  const node = (part: string, operator: string, inputs: Value[], attributes?: Parameters<Graph['node']>[3]) =>
    graph.node(named(layer, part), operator, inputs, attributes)
  const zero = graph.int64(named(layer, 'zero'), [0])
  const none = graph.float32(named(layer, 'none'), [1], Float32Array.of(0))
  const one = graph.float32(named(layer, 'one'), [1], Float32Array.of(1))
  const overWords = graph.int64(named(layer, 'words_axis'), [1])
  const last = graph.int64(named(layer, 'vector_axis'), [2])

  const present = node('present', 'GreaterOrEqual', [input, zero])
  // An index of −1 gathers the last word's vector, which `vectors` then leaves out.
  const gathered = node('gathered', 'Gather', [...addParameters(graph, layer), input], { axis: 0 })
  const vectors = node('vectors', 'Where', [node('present_vectors', 'Unsqueeze', [present, last]), gathered, none])
  const sum = node('sum', 'ReduceSum', [vectors, overWords], { keepdims: 0 })
  const counted = node('counted', 'Cast', [present], { to: elementTypes.float32 })
  const count = node('count', 'ReduceSum', [counted, overWords], { keepdims: 1 })
  return node('embedding', 'Div', [sum, node('divisor', 'Max', [count, one])])
}
