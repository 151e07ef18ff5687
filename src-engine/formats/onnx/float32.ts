import type { FloatArray } from '../../float-array.ts'
import { inputError, type JsonPath } from '../../problem.ts'
import { say } from '../../sentence.ts'

/**
 * The numbers as float32.
 *
 * @throws InputError where one is finite and beyond what float32 can hold
 */
export function toFloat32(values: FloatArray | readonly number[], path: JsonPath): Float32Array {
  const rounded = new Float32Array(values)
  const beyond = rounded.findIndex((value, i) => !Number.isFinite(value) && Number.isFinite(values[i]))
  if (beyond >= 0) {
    const remedy = say('ONNX is written in float32; export as NPZ, safetensors or JSON, which keep float64')
    throw inputError(path, say('holds {value}, more than float32 can', { value: String(values[beyond]) }), remedy)
  }
  return rounded
}
