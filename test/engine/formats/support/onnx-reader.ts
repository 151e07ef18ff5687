import protobuf from 'protobufjs'

/*
 * A reader of ONNX that shares nothing with the writer: protobufjs with the messages of ONNX's specification (IR
 * version 8), as far as the lab uses them.
 */

const { root } = protobuf.parse(
  `syntax = "proto2";
  message ModelProto {
    optional int64 ir_version = 1;
    optional string producer_name = 2;
    optional string producer_version = 3;
    optional GraphProto graph = 7;
    repeated OperatorSetIdProto opset_import = 8;
    repeated StringStringEntryProto metadata_props = 14;
  }
  message OperatorSetIdProto { optional string domain = 1; optional int64 version = 2; }
  message StringStringEntryProto { optional string key = 1; optional string value = 2; }
  message GraphProto {
    repeated NodeProto node = 1;
    optional string name = 2;
    repeated TensorProto initializer = 5;
    repeated ValueInfoProto input = 11;
    repeated ValueInfoProto output = 12;
  }
  message NodeProto {
    repeated string input = 1;
    repeated string output = 2;
    optional string name = 3;
    optional string op_type = 4;
    repeated AttributeProto attribute = 5;
  }
  message AttributeProto {
    optional string name = 1;
    optional float f = 2;
    optional int64 i = 3;
    optional bytes s = 4;
    repeated int64 ints = 8;
    optional int32 type = 20;
  }
  message TensorProto {
    repeated int64 dims = 1;
    optional int32 data_type = 2;
    optional string name = 8;
    optional bytes raw_data = 9;
  }
  message ValueInfoProto { optional string name = 1; optional TypeProto type = 2; }
  message TypeProto { optional Tensor tensor_type = 1; message Tensor { optional int32 elem_type = 1; optional TensorShapeProto shape = 2; } }
  message TensorShapeProto { repeated Dimension dim = 1; message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; } }`,
  { keepCase: true },
)

interface ValueInfo {
  name: string
  type: { tensor_type: { elem_type: number; shape: { dim: { dim_value?: number; dim_param?: string }[] } } }
}

export interface OnnxModel {
  ir_version: number
  producer_name: string
  producer_version: string
  opset_import: { domain?: string; version: number }[]
  metadata_props: { key: string; value: string }[]
  graph: {
    name: string
    node: {
      input: string[]
      output: string[]
      name: string
      op_type: string
      attribute: { name: string; type: number; f?: number; i?: number; s?: Uint8Array; ints: number[] }[]
    }[]
    initializer: { name: string; dims: number[]; data_type: number; raw_data: Uint8Array }[]
    input: ValueInfo[]
    output: ValueInfo[]
  }
}

/** Numbers of the specification: TensorProto.DataType and AttributeProto.AttributeType. */
export const FLOAT = 1
export const INT64 = 7

export function readOnnx(bytes: Uint8Array): OnnxModel {
  const type = root.lookupType('ModelProto')
  return type.toObject(type.decode(bytes), { longs: Number, arrays: true }) as OnnxModel
}

/** The same model under other versions of the format and of its operators. */
export function withVersions(
  bytes: Uint8Array,
  { irVersion, opset }: { readonly irVersion: number; readonly opset: number },
): Uint8Array {
  const type = root.lookupType('ModelProto')
  const model = readOnnx(bytes)
  const opsets = model.opset_import.map((one) => ({ ...one, version: opset }))
  return type.encode(type.fromObject({ ...model, ir_version: irVersion, opset_import: opsets })).finish()
}

export function shapeOf({ type }: ValueInfo): (number | string)[] {
  return type.tensor_type.shape.dim.map(({ dim_value, dim_param }) => dim_param ?? dim_value ?? NaN)
}

/** What is wrong with a graph by the rules of ONNX's docs/IR.md, in words; an empty list for a right one. */
export function faultsOf({ graph }: OnnxModel): string[] {
  const faults: string[] = []
  const known = new Set<string>()
  const define = (name: string) => {
    if (name === '' || known.has(name)) faults.push(`${name} is defined twice`)
    known.add(name)
  }
  for (const { name } of [...graph.input, ...graph.initializer]) define(name)
  for (const value of [...graph.input, ...graph.output]) {
    const [batch, ...rest] = shapeOf(value)
    if (batch !== 'N') faults.push(`${value.name} has a fixed batch`)
    if (!rest.every((size) => typeof size === 'number' && size > 0)) faults.push(`${value.name} has an open dimension`)
  }
  for (const { name, dims, data_type, raw_data } of graph.initializer) {
    const width = { [FLOAT]: 4, [INT64]: 8 }[data_type] ?? NaN
    if (raw_data.length !== dims.reduce((a, b) => a * b, width))
      faults.push(`${name} has another length than its shape`)
  }
  for (const { input, output, name } of graph.node) {
    for (const value of input) if (!known.has(value)) faults.push(`${name} reads ${value} before it is computed`)
    for (const value of output) define(value)
  }
  for (const { name } of graph.output) if (!known.has(name)) faults.push(`${name} is never computed`)
  for (const { name } of graph.initializer) {
    if (!graph.node.some(({ input }) => input.includes(name))) faults.push(`${name} is never read`)
  }
  if (new Set(graph.node.map(({ name }) => name)).size !== graph.node.length) faults.push('two nodes share a name')
  return faults
}
