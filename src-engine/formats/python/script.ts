import { strToU8 } from 'fflate'
import type { Tensor } from '../../checkpoint.ts'
import { describeEncoding } from '../../inputs/columns.ts'
import { formatShape } from '../../shape.ts'
import { exportLayers, scoresOf, type ExportFile, type ExportInput, type ExportLayer } from '../export-input.ts'
import { encodeNpz } from '../npz.ts'
import { indent, isModuleName, pythonDocstring, pythonText, pythonTuple } from './source.ts'

/** What NumPy's and PyTorch's scripts do in their own ways. */
export interface PythonDialect {
  /** `NumPy`, `PyTorch` */
  readonly library: string
  /** Import lines of libraries besides NumPy. */
  readonly imports: readonly string[]
  /** Everything between the loaded weights and `predict`: functions and classes, two empty lines between them. */
  network(layers: readonly ExportLayer[], input: ExportInput): string
  /** The lines of `predict(inputs)` after its docstring; `prepare(inputs)` makes a batch of them. */
  readonly predict: readonly string[]
}

const extension = '.py'

/** Names listed in a docstring; more than these nobody reads there. */
const namesShown = 20

/**
 * A script that rebuilds the trained network and answers with it, and beside it the weights in an NPZ file and, for a
 * network of words, its vocabulary in a text file.
 *
 * @param fileName the script's; the files beside it are named after it
 */
export function encodePythonExport(dialect: PythonDialect, input: ExportInput, fileName: string): ExportFile[] {
  const stem = fileName.endsWith(extension) ? fileName.slice(0, -extension.length) : fileName
  const npz = `${stem}.npz`
  const words = `${stem}.words.txt`
  const { vocabulary } = input.model
  const layers = exportLayers(input)
  const parts = [
    [
      pythonDocstring(describe(input, dialect, fileName, stem)),
      '',
      ...['import json', 'import sys', 'from pathlib import Path', ''],
      ...['import numpy as np', ...dialect.imports, ''],
      `with np.load(Path(__file__).with_name(${pythonText(npz)})) as file:`,
      '    weights = dict(file)',
      ...(vocabulary ? loadWords(words) : []),
    ].join('\n'),
    dialect.network(layers, input),
    vocabulary ? prepareWords(input) : prepareNumbers(input),
    [
      'def predict(inputs):',
      `    """Outputs ${batchOf(outputShapeOf(layers, input))} for a list of inputs, raw as the dataset has them."""`,
      indent(dialect.predict),
    ].join('\n'),
    [
      'if __name__ == "__main__":',
      '    if len(sys.argv) != 2:',
      '        sys.exit(f"usage: {sys.argv[0]} inputs.json")',
      '    inputs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))',
      '    print(json.dumps({"outputs": predict(inputs).reshape(len(inputs), -1).tolist()}))',
    ].join('\n'),
  ]
  return [
    { name: fileName, bytes: strToU8(`${parts.join('\n\n\n')}\n`) },
    { name: npz, bytes: encodeNpz([...input.checkpoint.parameters, ...scalingTensors(input)]) },
    ...(vocabulary ? [{ name: words, bytes: strToU8(vocabulary.join('\n')) }] : []),
  ]
}

/** `(N, 1, 28, 28)` */
export function batchOf(shape: readonly number[]): string {
  return pythonTuple(['N', ...shape])
}

function outputShapeOf(layers: readonly ExportLayer[], { model }: ExportInput): readonly number[] {
  return layers.at(-1)?.outputShape ?? model.inputShape
}

function describe(input: ExportInput, { library }: PythonDialect, fileName: string, stem: string): string[] {
  const { experiment, model, run, checkpoint, checkpointName } = input
  const { epoch, step } = checkpoint.position
  const scores = scoresOf(input).map(({ name, value }) => `${name} ${Number(value.toPrecision(6))}`)
  const given = model.vocabulary
    ? `a list of words or of their indexes, ${model.inputShape[0]} at most`
    : `${formatShape(model.inputShape)} numbers, nested or flat, raw as the dataset has them`
  const usage = `python3 ${fileName} inputs.json`
  return [
    `${experiment.name}: a network trained in Backprop Lab, for ${library}.`,
    '',
    `Run ${run.id}, seed ${experiment.seed}. Checkpoint ${checkpointName}: epoch ${epoch}, step ${step}.`,
    ...(scores.length > 0 ? [`Metrics: ${scores.join(', ')}.`] : []),
    '',
    `    ${usage}    prints {"outputs": [[...]]} for a JSON list of inputs`,
    ...(fileName.endsWith(extension) && isModuleName(stem)
      ? [`    ${`from ${stem} import predict`.padEnd(usage.length)}    answers from other programs`]
      : []),
    '',
    `The weights are in ${stem}.npz beside this file. An input is ${given}.`,
    ...namesLine('Inputs', model.inputNames),
    ...describeEncoding(model.columns ?? []),
    ...outputsLine(input),
  ]
}

function namesLine(what: string, names: readonly string[] | null): string[] {
  if (!names) return []
  const more = names.length > namesShown ? `, and ${names.length - namesShown} more` : ''
  return [`${what}, in order: ${names.slice(0, namesShown).join(', ')}${more}.`]
}

/** One output that tells two classes apart is the probability of the second, `∂C/∂z = a − y` with y of 0 or 1. */
function outputsLine({ model }: ExportInput): string[] {
  const [first, second] = model.classNames ?? []
  return model.targetShape.join() === '1' && model.classNames?.length === 2
    ? [`The output is the probability of ${second}; below 0.5 the answer is ${first}.`]
    : namesLine('Outputs', model.classNames ?? model.targetNames ?? null)
}

function prepareNumbers({ model, checkpoint }: ExportInput): string {
  const { inputShape, scaling } = model
  const [shift = 0] = scaling.shift
  const [factor = 1] = scaling.factor
  const shifted =
    scaling.shift.length > 1
      ? 'x - weights["scaling.shift"]'
      : shift === 0
        ? 'x'
        : shift < 0
          ? `x + ${-shift}`
          : `x - ${shift}`
  const group = shifted === 'x' ? shifted : `(${shifted})`
  const scaled =
    scaling.factor.length > 1 ? `${group} * weights["scaling.factor"]` : factor === 1 ? shifted : `${group} * ${factor}`
  return [
    'def prepare(inputs):',
    `    """Raw inputs as a batch ${batchOf(inputShape)}, scaled as for training."""`,
    `    x = np.asarray(inputs, dtype=np.float64).reshape(${['len(inputs)', ...inputShape].join(', ')})`,
    ...(scaled === 'x' ? [] : [`    x = ${scaled}`]),
    `    return x.astype(np.${checkpoint.precision})`,
  ].join('\n')
}

/** A scaling of every input by itself is kept with the weights. */
function scalingTensors({ model }: ExportInput): Tensor[] {
  const { inputShape, scaling } = model
  if (scaling.shift.length === 1) return []
  return Object.entries(scaling).map(([name, values]: [string, readonly number[]]) => ({
    name: `scaling.${name}`,
    shape: inputShape,
    values: Float64Array.from(values),
  }))
}

function loadWords(file: string): string[] {
  return [
    `words = Path(__file__).with_name(${pythonText(file)}).read_text(encoding="utf-8").split("\\n")`,
    'index_of = {word: index for index, word in enumerate(words)}',
  ]
}

function prepareWords({ model }: ExportInput): string {
  const [count = 1] = model.inputShape
  return [
    'def prepare(inputs):',
    `    """Lists of words or of their indexes as a batch ${batchOf([count])} of indexes, -1 for no word."""`,
    '    rows = [[index_of[word] if isinstance(word, str) else word for word in row] for row in inputs]',
    `    return np.array([row + [-1] * (${count} - len(row)) for row in rows], dtype=np.int64).reshape(len(rows), ${count})`,
  ].join('\n')
}
