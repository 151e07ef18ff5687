import { strToU8 } from 'fflate'

/** A piece of a message as parts in a row: joined once at the end, so that large tensors are copied once. */
export type Chunks = readonly Uint8Array[]

/** How the bytes behind a field's number are to be read (Protocol Buffers encoding, proto2 and proto3). */
const wireTypes = { varint: 0, lengthDelimited: 2, fixed32: 5 } as const

/** An int64, int32 or enum of at least 0. */
export function integerField(field: number, value: number): Chunks {
  return [tag(field, wireTypes.varint), varint(value)]
}

export function floatField(field: number, value: number): Chunks {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return [tag(field, wireTypes.fixed32), bytes]
}

export function textField(field: number, text: string): Chunks {
  return bytesField(field, strToU8(text))
}

export function bytesField(field: number, bytes: Uint8Array): Chunks {
  return [tag(field, wireTypes.lengthDelimited), varint(bytes.length), bytes]
}

export function messageField(field: number, message: Chunks): Chunks {
  return [tag(field, wireTypes.lengthDelimited), varint(lengthOf(message)), ...message]
}

export function lengthOf(chunks: Chunks): number {
  return chunks.reduce((sum, { length }) => sum + length, 0)
}

export function join(chunks: Chunks): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(chunks))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function tag(field: number, wireType: number): Uint8Array {
  return varint(field * 8 + wireType)
}

/** Seven bits a byte, lowest first, the eighth set while more follow. */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a whole number of at least 0: ${value}`)
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return Uint8Array.of(...bytes, rest)
}
