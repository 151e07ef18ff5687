import { convGeometry } from '../../layers/conv2d.ts'
import type { PoolSpec } from '../../layers/pool.ts'
import type { ExportFile, ExportInput, ExportLayer } from '../export-input.ts'
import { batchOf, encodePythonExport, type PythonDialect } from './script.ts'
import { indent, pythonText, pythonTuple } from './source.ts'

/**
 * A script for Python 3.8 and NumPy 1.20 or newer that computes the network's outputs with arrays alone, layer by
 * layer, and the files beside it.
 */
export function encodeNumpyExport(input: ExportInput, fileName: string): ExportFile[] {
  return encodePythonExport(dialect, input, fileName)
}

const dialect: PythonDialect = {
  library: 'NumPy',
  imports: [],
  predict: ['return forward(prepare(inputs))'],
  network(layers, { model }) {
    const lines = layers.map((layer) => ({ layer, ...lineOf(layer) }))
    const used = new Set(lines.flatMap((line) => line.uses ?? []))
    const helpers = Object.entries(functions).flatMap(([name, source]) => (used.has(name as Helper) ? [source] : []))
    const outputShape = layers.at(-1)?.outputShape ?? model.inputShape
    const forward = [
      'def forward(x):',
      `    """${batchOf(model.inputShape)} to ${batchOf(outputShape)}"""`,
      ...lines.map(({ layer, source }) => {
        const comment = `# ${layer.index}: ${layer.spec.type}, ${batchOf(layer.outputShape)}`
        return indent(source === null ? [comment] : [comment, `x = ${source}`])
      }),
      '    return x',
    ]
    return [...helpers, forward.join('\n')].join('\n\n\n')
  },
}

type Helper = keyof typeof functions

interface Line {
  /** The layer's output as an expression of its input `x`; null where the two are the same. */
  readonly source: string | null
  readonly uses?: readonly Helper[]
}

function lineOf(layer: ExportLayer): Line {
  const { spec } = layer
  switch (spec.type) {
    case 'dense':
      return { source: `${rowsOf(layer)} @ ${weightOf(layer)}.T${layer.bias ? ` + ${biasOf(layer)}` : ''}` }
    case 'conv2d':
      return { source: convolution(layer), uses: ['windows', 'conv2d'] }
    case 'max_pool2d':
      return { source: `${pooled(spec)}.max(axis=(4, 5))`, uses: ['windows'] }
    case 'avg_pool2d':
      return { source: `${pooled(spec)}.mean(axis=(4, 5))`, uses: ['windows'] }
    case 'flatten':
      return { source: 'x.reshape(len(x), -1)' }
    case 'embedding':
      return { source: `mean_embedding(x, ${weightOf(layer)})`, uses: ['mean_embedding'] }
    case 'sigmoid':
      return { source: 'sigmoid(x)', uses: ['sigmoid'] }
    case 'softmax':
      return { source: 'softmax(x)', uses: ['softmax'] }
    case 'tanh':
      return { source: 'np.tanh(x)' }
    case 'relu':
      return { source: 'np.maximum(x, 0)' }
    case 'leaky_relu':
      return { source: `np.where(x > 0, x, ${spec.slope} * x)` }
    case 'identity':
    case 'dropout':
      return { source: null }
  }
}

function weightOf({ index }: ExportLayer): string {
  return `weights[${pythonText(`layers.${index}.weight`)}]`
}

function biasOf({ index }: ExportLayer): string {
  return `weights[${pythonText(`layers.${index}.bias`)}]`
}

/** The input with one row per sample. */
function rowsOf({ input }: ExportLayer): string {
  return input.shape.length === 1 ? 'x' : 'x.reshape(len(x), -1)'
}

function convolution(layer: ExportLayer): string {
  const { spec, input, bias } = layer
  if (spec.type !== 'conv2d') throw new Error(`${spec.type} is no convolution`)
  const { rows, columns, isPadded } = convGeometry(spec, input)
  const pads = pythonTuple([pythonTuple([rows.before, rows.after]), pythonTuple([columns.before, columns.after])])
  const mode = spec.paddingMode === 'replicate' ? 'edge' : 'constant'
  const settings = [
    ...(bias ? [`bias=${biasOf(layer)}`] : []),
    ...(spec.stride.some((step) => step > 1) ? [`stride=${pythonTuple(spec.stride)}`] : []),
    ...(isPadded ? [`pads=${pads}`, `mode=${pythonText(mode)}`] : []),
  ]
  return `conv2d(${['x', weightOf(layer), ...settings].join(', ')})`
}

function pooled({ size, stride }: PoolSpec): string {
  return `windows(x, ${pythonTuple(size)}, ${pythonTuple(stride ?? size)})`
}

/** What a script brings along of these, it needs; each may use those before it. */
const functions = {
  windows: `def windows(x, size, stride):
    """(N, C, H, W) to (N, C, rows, columns, *size): every place of a moving window."""
    every = np.lib.stride_tricks.sliding_window_view(x, size, axis=(2, 3))
    return every[:, :, :: stride[0], :: stride[1]]`,
  conv2d: `def conv2d(x, weight, bias=None, stride=(1, 1), pads=((0, 0), (0, 0)), mode="constant"):
    """(N, C, H, W) to (N, filters, rows, columns); pads are ((top, bottom), (left, right))."""
    padded = np.pad(x, ((0, 0), (0, 0), *pads), mode=mode)
    z = np.tensordot(windows(padded, weight.shape[2:], stride), weight, axes=((1, 4, 5), (1, 2, 3)))
    z = z.transpose(0, 3, 1, 2)
    return z if bias is None else z + bias[:, None, None]`,
  mean_embedding: `def mean_embedding(x, weight):
    """The mean of the vectors of the words that are present, 0 where there are none; -1 stands for no word."""
    present = (x >= 0)[:, :, None]
    total = np.where(present, weight[x], 0).sum(axis=1)
    return total / np.maximum(present.sum(axis=1), 1).astype(weight.dtype)`,
  sigmoid: `def sigmoid(x):
    with np.errstate(over="ignore"):  # where exp(-x) is infinite, 0 is right
        return 1 / (1 + np.exp(-x))`,
  softmax: `def softmax(x):
    """Over all numbers of a sample; the largest is taken off first, so that nothing overflows."""
    rows = x.reshape(len(x), -1)
    e = np.exp(rows - rows.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).reshape(x.shape)`,
} as const
