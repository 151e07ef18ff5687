import { convGeometry } from '../../layers/conv2d.ts'
import type { LayerSpec } from '../../layers/index.ts'
import type { PoolSpec } from '../../layers/pool.ts'
import { sizeOf } from '../../shape.ts'
import type { ExportFile, ExportInput, ExportLayer } from '../export-input.ts'
import { batchOf, encodePythonExport, type PythonDialect } from './script.ts'
import { indent, pythonText, pythonTuple } from './source.ts'

/**
 * A script for Python 3.8 and PyTorch 1.8 or newer with the network as a module, one submodule per layer of the stack,
 * so that `state_dict()` has the lab's own names and training can go on there; and the files beside it.
 */
export function encodePyTorchExport(input: ExportInput, fileName: string): ExportFile[] {
  return encodePythonExport(dialect, input, fileName)
}

const dialect: PythonDialect = {
  library: 'PyTorch',
  imports: ['import torch', 'from torch import nn'],
  predict: ['with torch.no_grad():', '    return network(torch.from_numpy(prepare(inputs))).numpy()'],
  network(layers, { model, checkpoint }) {
    const modules = layers.map((layer) => ({ layer, ...moduleOf(layer) }))
    const used = new Set(modules.map(({ uses }) => uses))
    const helpers = Object.entries(classes).flatMap(([name, source]) => (used.has(name as Helper) ? [source] : []))
    const network = [
      'class Network(nn.Module):',
      `    """${batchOf(model.inputShape)} to ${batchOf(layers.at(-1)?.outputShape ?? model.inputShape)}"""`,
      '',
      '    def __init__(self):',
      '        super().__init__()',
      '        self.layers = nn.Sequential(',
      indent(
        modules.map(({ layer, source }) => `${source},  # ${batchOf(layer.outputShape)}`),
        3,
      ),
      '        )',
      '',
      '    def forward(self, x):',
      '        return self.layers(x)',
    ]
    const trained = [
      `network = Network().to(torch.${checkpoint.precision}).eval()`,
      'network.load_state_dict(',
      '    {name: torch.from_numpy(values) for name, values in weights.items() if name.startswith("layers.")}',
      ')',
    ]
    return [...helpers, network.join('\n'), trained.join('\n')].join('\n\n\n')
  },
}

type Helper = keyof typeof classes

interface Module {
  /** The expression that makes it. */
  readonly source: string
  readonly uses?: Helper
}

function moduleOf(layer: ExportLayer): Module {
  const { spec, input, weight } = layer
  const isFlat = input.shape.length === 1
  switch (spec.type) {
    case 'dense': {
      const sizes = `${sizeOf(input.shape)}, ${spec.units}${spec.bias ? '' : ', bias=False'}`
      return isFlat ? { source: `nn.Linear(${sizes})` } : { source: `Dense(${sizes})`, uses: 'Dense' }
    }
    case 'conv2d':
      return convolution(layer, spec)
    case 'max_pool2d':
      return { source: `nn.MaxPool2d(${pool(spec)})` }
    case 'avg_pool2d':
      return { source: `nn.AvgPool2d(${pool(spec)})` }
    case 'flatten':
      return { source: 'nn.Flatten()' }
    case 'dropout':
      return { source: `nn.Dropout(${spec.rate})` }
    case 'embedding':
      return { source: `MeanEmbedding(${weight?.shape.join(', ')})`, uses: 'MeanEmbedding' }
    case 'identity':
      return { source: 'nn.Identity()' }
    case 'sigmoid':
      return { source: 'nn.Sigmoid()' }
    case 'tanh':
      return { source: 'nn.Tanh()' }
    case 'relu':
      return { source: 'nn.ReLU()' }
    case 'leaky_relu':
      return { source: `nn.LeakyReLU(${spec.slope})` }
    case 'softmax':
      return isFlat ? { source: 'nn.Softmax(dim=1)' } : { source: 'FlatSoftmax(dim=1)', uses: 'FlatSoftmax' }
  }
}

/** PyTorch pads both ends alike; an even kernel with padding "same" needs one cell more at the end. */
function convolution({ input }: ExportLayer, spec: Extract<LayerSpec, { type: 'conv2d' }>): Module {
  const { shape, rows, columns, isPadded } = convGeometry(spec, input)
  const isEven = rows.before === rows.after && columns.before === columns.after
  const mode = spec.paddingMode === 'replicate' ? 'replicate' : isEven ? 'zeros' : 'constant'
  const padding = isEven
    ? [`padding=${pythonTuple([rows.before, columns.before])}`, `padding_mode=${pythonText(mode)}`]
    : [`pads=${pythonTuple([columns.before, columns.after, rows.before, rows.after])}`, `mode=${pythonText(mode)}`]
  const settings = [
    `${shape.channels}, ${shape.filters}, ${pythonTuple(spec.kernel)}`,
    ...(spec.stride.some((step) => step > 1) ? [`stride=${pythonTuple(spec.stride)}`] : []),
    ...(isPadded ? padding : []),
    ...(spec.bias ? [] : ['bias=False']),
  ]
  return isEven
    ? { source: `nn.Conv2d(${settings.join(', ')})` }
    : { source: `PaddedConv2d(${settings.join(', ')})`, uses: 'PaddedConv2d' }
}

function pool({ size, stride }: PoolSpec): string {
  return `${pythonTuple(size)}, stride=${pythonTuple(stride ?? size)}`
}

/** What a script brings along of these, it needs. */
const classes = {
  Dense: `class Dense(nn.Linear):
    """Takes an input of any shape, flattened row by row."""

    def forward(self, x):
        return super().forward(x.flatten(1))`,
  PaddedConv2d: `class PaddedConv2d(nn.Conv2d):
    """Pads its input by (left, right, top, bottom) first."""

    def __init__(self, *sizes, pads, mode, **settings):
        super().__init__(*sizes, **settings)
        self.pads = pads
        self.mode = mode

    def forward(self, x):
        return super().forward(nn.functional.pad(x, self.pads, mode=self.mode))`,
  FlatSoftmax: `class FlatSoftmax(nn.Softmax):
    """Over all numbers of a sample."""

    def forward(self, x):
        return super().forward(x.flatten(1)).reshape(x.shape)`,
  MeanEmbedding: `class MeanEmbedding(nn.Embedding):
    """The mean of the vectors of the words that are present, 0 where there are none; -1 stands for no word."""

    def forward(self, x):
        present = (x >= 0).unsqueeze(-1)
        vectors = super().forward(x.clamp(min=0)).masked_fill(~present, 0)
        return vectors.sum(dim=1) / present.sum(dim=1).clamp(min=1)`,
} as const
