import type { Tensor } from '../checkpoint.ts'
import type { Precision } from '../float-array.ts'
import type { ModelInfo } from '../model-info.ts'
import { planLayers } from '../network.ts'
import { InputError, type JsonPath, type Problem } from '../problem.ts'
import { verbatim } from '../sentence.ts'
import { formatShape, sameShape, sizeOf, type Shape } from '../shape.ts'
import type { Experiment } from '../spec.ts'
import { checkNegativeSampling, checkNetwork, signalOf } from '../validate.ts'

/** No data the lab can train on has inputs of more numbers. */
const maxInputSize = 10_000_000

/**
 * Weights from outside as the parameters of a stack: in its order, in its precision.
 *
 * @throws InputError naming every tensor that is missing, left over, of another shape or not of finite numbers
 */
export function fitWeights(
  { network, training }: Pick<Experiment, 'network' | 'training'>,
  model: ModelInfo,
  tensors: readonly Tensor[],
): Tensor[] {
  const problems: Problem[] = []
  const wanted = planLayers(network.layers, signalOf(model)).flatMap(({ index, parameters }) =>
    parameters.map(({ name, shape }) => ({ name: `layers.${index}.${name}`, shape })),
  )
  const names = new Set(wanted.map(({ name }) => name))
  const fitted = wanted.flatMap(({ name, shape }) => {
    const same = tensors.filter((tensor) => tensor.name === name)
    const [tensor] = same
    const fault = faultOf(same, shape)
    if (tensor === undefined || fault !== null) {
      problems.push(problem([name], fault ?? 'is missing', `needs shape ${formatShape(shape)}`))
      return []
    }
    const values = convert(tensor, training.precision, problems)
    return [{ name, shape, values }]
  })
  for (const { name, shape } of tensors) {
    if (names.has(name)) continue
    const remedy = `the stack has ${wanted.length === 0 ? 'no weights' : [...names].join(', ')}`
    problems.push(problem([name], `is left over, of shape ${formatShape(shape)}`, remedy))
  }
  if (problems.length > 0) throw new InputError(problems)
  return fitted
}

function faultOf(tensors: readonly Tensor[], shape: Shape): string | null {
  const [tensor] = tensors
  if (!tensor) return 'is missing'
  if (tensors.length > 1) return 'is there twice'
  return sameShape(tensor.shape, shape) ? null : `has shape ${formatShape(tensor.shape)}`
}

/** The numbers in the precision of the stack; what is no number, or would be rounded, is a problem. */
function convert({ name, shape, values }: Tensor, precision: Precision, problems: Problem[]): Tensor['values'] {
  const converted = precision === 'float32' ? Float32Array.from(values) : Float64Array.from(values)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (Number.isFinite(value) && converted[i] === value) continue
    const path = [name, ...cellOf(i, shape)]
    problems.push(
      Number.isFinite(value)
        ? problem(path, `is ${value}, which float32 would round`, 'set training.precision of the experiment to float64')
        : problem(path, `is ${value}`, 'weights must be finite numbers'),
    )
    break
  }
  return converted
}

/** The indexes of the `i`th number, row-major. */
function cellOf(i: number, shape: Shape): number[] {
  let rest = i
  return shape
    .toReversed()
    .map((size) => {
      const index = rest % size
      rest = Math.floor(rest / size)
      return index
    })
    .toReversed()
}

/**
 * What a file says of a network's inputs and outputs, checked against the network itself.
 *
 * @throws InputError with everything that does not go together
 */
export function requireSoundModel(experiment: Experiment, model: ModelInfo): void {
  const problems: Problem[] = []
  const claim = (key: string, message: string, remedy: string) =>
    problems.push(problem(['model', key], message, remedy))
  for (const key of ['inputShape', 'targetShape'] as const) {
    const shape = model[key]
    const isSize = shape.every((size) => Number.isInteger(size) && size >= 1) && sizeOf(shape) <= maxInputSize
    if (!isSize || shape.length > 8) claim(key, `is ${formatShape(shape)}`, 'needs whole numbers of at least 1')
  }
  if (problems.length > 0) throw new InputError(problems)
  const width = sizeOf(model.inputShape)
  for (const [key, { length }] of Object.entries(model.scaling)) {
    if (length !== 1 && length !== width) {
      claim(`scaling.${key}`, `has ${length} numbers`, `needs 1 or ${width}, one for every input`)
    }
  }
  const { shift, factor } = model.scaling
  if (shift.length !== factor.length) claim('scaling', 'has more of one than of the other', 'needs as many of both')
  const report = checkNetwork(experiment, { ...model, vocabulary: model.vocabulary })
  problems.push(...report.problems, ...checkNegativeSampling(experiment))
  if (problems.length > 0) throw new InputError(problems)
}

/** In English: weights are brought in from the terminal. */
function problem(path: JsonPath, message: string, remedy: string): Problem {
  return { path, message: verbatim(message), remedy: verbatim(remedy) }
}
