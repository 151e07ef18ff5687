import { describeEncoding } from '../inputs/columns.ts'
import { inputError } from '../problem.ts'
import { engineVersion } from '../version.ts'
import { exportLayers, provenanceOf, type ExportInput } from './export-input.ts'
import { createGraph, valueInfo } from './onnx/graph.ts'
import { addLayer } from './onnx/layers.ts'
import { integerField, join, lengthOf, messageField, textField, type Chunks } from './onnx/protobuf.ts'
import { addScaling } from './onnx/scaling.ts'
import { say } from '../sentence.ts'

/**
 * Of ONNX 1.12 (2022). onnxruntime 1.30 runs opsets 7 to 26, and answers the same by the newest: nothing the lab writes
 * has changed since. Older readers take it too.
 */
const irVersion = 8
const opset = 17

/** The dimension of the batch, open until the model is run. */
const batch = 'N'

/** Protocol Buffers take no message of 2 GiB. */
const maxLength = 2 ** 31 - 1

/**
 * Writes the network as an ONNX model that predicts: float32 `input (N, …)` → `output (N, …)`, or int64 indexes of
 * words (N, C), −1 for none. Inputs are raw, in the dataset's own units: its scaling is part of the graph. Weights are
 * initializers by their names, `layers.0.weight`; where they come from stands in `metadata_props`.
 *
 * @throws InputError where the numbers do not fit into float32, or the model not into 2 GiB
 */
export function encodeOnnx(input: ExportInput): Uint8Array<ArrayBuffer> {
  const { model } = input
  const layers = exportLayers(input)
  const graph = createGraph()
  const scaled = model.vocabulary === null ? addScaling(graph, model, 'input') : 'input'
  const result = layers.reduce((value, layer) => addLayer(graph, layer, value), scaled)

  const outputShape = layers.at(-1)?.outputShape ?? model.inputShape
  const message: Chunks = [
    ...integerField(1, irVersion),
    ...textField(2, 'Backprop Lab'),
    ...textField(3, engineVersion),
    ...messageField(
      7,
      graph.message(
        'network',
        result,
        valueInfo('input', model.vocabulary === null ? 'float32' : 'int64', [batch, ...model.inputShape]),
        valueInfo('output', 'float32', [batch, ...outputShape]),
      ),
    ),
    ...messageField(8, integerField(2, opset)),
    ...Object.entries(metadataOf(input)).flatMap(([key, value]) =>
      messageField(14, [...textField(1, key), ...textField(2, value)]),
    ),
  ]
  const length = lengthOf(message)
  if (length > maxLength) {
    throw inputError(
      [],
      say('is {count} bytes long as ONNX, which takes less than 2 GiB', { count: length }),
      say('export as safetensors or NPZ'),
    )
  }
  return join(message)
}

/** What the file says besides the graph. */
export function describeOnnx(input: ExportInput): {
  readonly opset: number
  readonly metadata: Record<string, string>
} {
  return { opset, metadata: metadataOf(input) }
}

function metadataOf(input: ExportInput): Record<string, string> {
  const { classNames, inputNames, vocabulary, columns, targetNames = null } = input.model
  const encoding = describeEncoding(columns ?? []).join(' ')
  const lists = Object.entries({ classes: classNames, inputs: inputNames, outputs: targetNames, vocabulary })
  return {
    ...provenanceOf(input),
    precision: input.checkpoint.precision === 'float32' ? 'float32' : 'float32, rounded from float64',
    ...Object.fromEntries(lists.flatMap(([key, names]) => (names ? [[key, JSON.stringify(names)]] : []))),
    ...(encoding === '' ? {} : { encoding }),
  }
}
