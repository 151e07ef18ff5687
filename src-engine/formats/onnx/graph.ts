import { sizeOf, type Shape } from '../../shape.ts'
import { bytesField, floatField, integerField, messageField, textField, type Chunks } from './protobuf.ts'

/*
 * The messages of ONNX that the lab writes (onnx.proto of IR version 8; docs/IR.md says what they mean). Numbers of
 * fields are those of that file.
 */

/** A dimension, or the name of one that is known only when the model is run. */
export type Dimension = number | string

/** An input or output of the graph, or of a node: its name stands for it. */
export type Value = string

export type Attributes = Readonly<Record<string, number | readonly number[] | string | { readonly float: number }>>

/** A graph while it is written: nodes in the order they are computed, and the constants they read. */
export interface Graph {
  /**
   * Adds a node.
   *
   * @param name of the node and of its only output, unique in the graph
   * @param operator of the domain ai.onnx
   */
  node(name: string, operator: string, inputs: readonly Value[], attributes?: Attributes): Value
  float32(name: string, shape: Shape, values: Float32Array): Value
  int64(name: string, values: readonly number[]): Value
  /** GraphProto, whose output is `result` under the name `output`. */
  message(name: string, result: Value, input: Chunks, output: Chunks): Chunks
}

interface Node {
  readonly name: string
  readonly operator: string
  readonly inputs: readonly Value[]
  readonly attributes: Attributes
}

/** TensorProto.DataType. */
export const elementTypes = { float32: 1, int64: 7 } as const

export type ElementType = keyof typeof elementTypes

/** AttributeProto.AttributeType. */
const attributeTypes = { float: 1, int: 2, text: 3, ints: 7 } as const

export function createGraph(): Graph {
  const nodes: Node[] = []
  const initializers: Chunks[] = []
  const names = new Set<string>()

  function claim(name: string): void {
    if (names.has(name)) throw new Error(`two values of the graph are named ${name}`)
    names.add(name)
  }

  function constant(name: string, type: ElementType, shape: Shape, data: Uint8Array): Value {
    claim(name)
    initializers.push(tensor(name, type, shape, data))
    return name
  }

  function node(name: string, operator: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    claim(name)
    nodes.push({ name, operator, inputs, attributes })
    return name
  }

  return {
    node,
    float32: (name, shape, values) => constant(name, 'float32', shape, bytesOf(values)),
    int64: (name, values) => constant(name, 'int64', [values.length], bytesOf(BigInt64Array.from(values, BigInt))),
    message(name, result, input, output) {
      const last = nodes.some((one) => one.name === result) ? result : node('same', 'Identity', [result])
      return [
        ...nodes.flatMap((one) => messageField(1, nodeMessage(one, one.name === last ? 'output' : one.name))),
        ...textField(2, name),
        ...initializers.flatMap((initializer) => messageField(5, initializer)),
        ...messageField(11, input),
        ...messageField(12, output),
      ]
    },
  }
}

/** NodeProto. */
function nodeMessage({ name, operator, inputs, attributes }: Node, output: Value): Chunks {
  return [
    ...inputs.flatMap((input) => textField(1, input)),
    ...textField(2, output),
    ...textField(3, name),
    ...textField(4, operator),
    ...Object.entries(attributes).flatMap(([key, value]) => messageField(5, attribute(key, value))),
  ]
}

/** ValueInfoProto of a tensor. */
export function valueInfo(name: string, type: ElementType, shape: readonly Dimension[]): Chunks {
  const dimensions = shape.flatMap((dimension) =>
    messageField(1, typeof dimension === 'number' ? integerField(1, dimension) : textField(2, dimension)),
  )
  const tensorType = [...integerField(1, elementTypes[type]), ...messageField(2, dimensions)]
  return [...textField(1, name), ...messageField(2, messageField(1, tensorType))]
}

/** TensorProto. */
function tensor(name: string, type: ElementType, shape: Shape, data: Uint8Array): Chunks {
  const width = { float32: 4, int64: 8 }[type]
  if (data.length !== sizeOf(shape) * width) throw new RangeError(`${name} has ${data.length} bytes`)
  return [
    ...shape.flatMap((dimension) => integerField(1, dimension)),
    ...integerField(2, elementTypes[type]),
    ...textField(8, name),
    ...bytesField(9, data),
  ]
}

/** AttributeProto. */
function attribute(name: string, value: Attributes[string]): Chunks {
  const typed = (type: keyof typeof attributeTypes, content: Chunks): Chunks => [
    ...textField(1, name),
    ...content,
    ...integerField(20, attributeTypes[type]),
  ]
  if (typeof value === 'number') return typed('int', integerField(3, value))
  if (typeof value === 'string') return typed('text', textField(4, value))
  if ('float' in value) return typed('float', floatField(2, value.float))
  return typed(
    'ints',
    value.flatMap((entry) => integerField(8, entry)),
  )
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
