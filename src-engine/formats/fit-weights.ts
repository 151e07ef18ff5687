import type { Tensor } from '../checkpoint.ts'
import type { Precision } from '../float-array.ts'
import { totalWidth } from '../inputs/columns.ts'
import type { ModelInfo } from '../model-info.ts'
import { planLayers } from '../network.ts'
import { InputError, type Problem } from '../problem.ts'
import { say, type Sentence } from '../sentence.ts'
import { formatShape, sameShape, sizeOf, type Shape } from '../shape.ts'
import type { Experiment } from '../spec.ts'
import { checkNegativeSampling, checkNetwork, signalOf } from '../validate.ts'

/** No data the lab can train on has inputs of more numbers. */
const maxInputSize = 10_000_000

/** A tensor of a stack or of a file; null where the other has one of that name alone. */
export interface TensorPlace {
  readonly name: string
  readonly found: Shape | null
  readonly needed: Shape | null
}

/** The parameters of a stack in its order, each beside what there is under its name; then what is left over. */
export function compareTensors(
  { network }: Pick<Experiment, 'network'>,
  model: ModelInfo,
  tensors: readonly Pick<Tensor, 'name' | 'shape'>[],
): TensorPlace[] {
  const wanted = planLayers(network.layers, signalOf(model)).flatMap(({ index, parameters }) =>
    parameters.map(({ name, shape }) => ({ name: `layers.${index}.${name}`, shape })),
  )
  const found = new Map(tensors.map(({ name, shape }) => [name, shape]))
  const names = new Set(wanted.map(({ name }) => name))
  return [
    ...wanted.map(({ name, shape }) => ({ name, found: found.get(name) ?? null, needed: shape })),
    ...tensors.filter(({ name }) => !names.has(name)).map(({ name, shape }) => ({ name, found: shape, needed: null })),
  ]
}

/**
 * Weights from outside as the parameters of a stack: in its order, in its precision.
 *
 * @throws InputError naming every tensor that is missing, left over, of another shape or not of finite numbers
 */
export function fitWeights(
  experiment: Pick<Experiment, 'network' | 'training'>,
  model: ModelInfo,
  tensors: readonly Tensor[],
): Tensor[] {
  const problems: Problem[] = []
  const places = compareTensors(experiment, model, tensors)
  const wanted = places.flatMap(({ name, needed }) => (needed === null ? [] : [name]))
  const fitted = places.flatMap(({ name, found, needed }) => {
    if (needed === null) {
      const shape = formatShape(found ?? [])
      problems.push({ path: [name], message: say('is left over, of shape {shape}', { shape }), remedy: named(wanted) })
      return []
    }
    const same = tensors.filter((tensor) => tensor.name === name)
    const [tensor] = same
    const fault = faultOf(same, needed)
    if (tensor === undefined || fault !== null) {
      const remedy = say('needs shape {shape}', { shape: formatShape(needed) })
      problems.push({ path: [name], message: fault ?? say('is missing'), remedy })
      return []
    }
    return [{ name, shape: needed, values: convert(tensor, experiment.training.precision, problems) }]
  })
  if (problems.length > 0) throw new InputError(problems)
  return fitted
}

function named(tensors: readonly string[]): Sentence {
  return tensors.length === 0
    ? say('the stack has no weights')
    : say('the stack has {names}', { names: tensors.join(', ') })
}

function faultOf(tensors: readonly Tensor[], shape: Shape): Sentence | null {
  const [tensor] = tensors
  if (!tensor) return say('is missing')
  if (tensors.length > 1) return say('is there twice')
  return sameShape(tensor.shape, shape) ? null : say('has shape {shape}', { shape: formatShape(tensor.shape) })
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
        ? {
            path,
            message: say('is {found}, which float32 would round', { found: value }),
            remedy: say('set training.precision of the experiment to float64'),
          }
        : { path, message: say('is {found}', { found: String(value) }), remedy: say('weights must be finite numbers') },
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
  const claim = (key: string, message: Sentence, remedy: Sentence) =>
    problems.push({ path: ['model', key], message, remedy })
  for (const key of ['inputShape', 'targetShape'] as const) {
    const shape = model[key]
    const isSize = shape.every((size) => Number.isInteger(size) && size >= 1) && sizeOf(shape) <= maxInputSize
    if (isSize && shape.length <= 8) continue
    claim(key, say('is {found}', { found: formatShape(shape) }), say('needs whole numbers of at least 1'))
  }
  if (problems.length > 0) throw new InputError(problems)
  const width = sizeOf(model.inputShape)
  for (const key of ['shift', 'factor'] as const) {
    const { length } = model.scaling[key]
    if (length === 1 || length === width) continue
    const needed = say('needs 1 or {width}, one for every input', { width })
    claim(`scaling.${key}`, say('has {count} numbers', { count: length }), needed)
  }
  const { shift, factor } = model.scaling
  if (shift.length !== factor.length) {
    claim('scaling', say('has more of one than of the other'), say('needs as many of both'))
  }
  const columns = model.columns && totalWidth(model.columns)
  if (columns !== undefined && columns !== width) {
    claim(
      'columns',
      say('has {count} inputs', { count: columns }),
      say('needs {width}, as the network takes', { width }),
    )
  }
  const outputs = sizeOf(model.targetShape)
  const names = model.targetNames?.length ?? outputs
  if (names !== outputs) {
    claim(
      'targetNames',
      say('has {count} names', { count: names }),
      say('needs {width}, one for every output', { width: outputs }),
    )
  }
  const report = checkNetwork(experiment, { ...model, vocabulary: model.vocabulary })
  problems.push(...report.problems, ...checkNegativeSampling(experiment))
  if (problems.length > 0) throw new InputError(problems)
}
