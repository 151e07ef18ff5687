import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { encodeNpz } from '../../src-engine/formats/npz.ts'
import { encodeSafetensors } from '../../src-engine/formats/safetensors.ts'
import type { ExportFormat, ImportReport, RunSummary } from '../../src-main/protocol.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { experiment, openTestLab, rowsOf, type TestLab } from './temporary-lab.ts'

/** A folder to put files into, and a lab that reads them. */
function open() {
  const lab = openTestLab()
  const folder = temporaryFolder()
  const put = (name: string, content: Uint8Array | string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const incoming = (name: string, experimentPath: string | null) => ({
    file: { kind: 'path' as const, path: join(folder, name) },
    destination: experimentPath === null ? null : { kind: 'path' as const, path: experimentPath },
  })
  return {
    lab,
    folder,
    put,
    read: (name: string, experimentPath: string | null = null) => lab.ask('importFile', incoming(name, experimentPath)),
    refusal: async (name: string, experimentPath: string | null = null): Promise<string> => {
      const before = rowsOf(lab.database)
      const error = await lab.refusal('importFile', incoming(name, experimentPath))
      expect(error.code).toBe('input')
      expect(rowsOf(lab.database)).toEqual(before)
      return error.message
    },
  }
}

async function trained(lab: TestLab, spec: unknown = experiment(4)): Promise<RunSummary> {
  const { id } = await lab.start(spec)
  return lab.untilStatus(id, 'completed')
}

async function exported(lab: TestLab, runId: string, format: ExportFormat, checkpoint = 'last'): Promise<Uint8Array> {
  const { files } = await lab.ask('exportRun', { runId, format, checkpoint, fileName: null })
  return files[0]!.bytes
}

function runOf(report: ImportReport): RunSummary {
  if (report.kind !== 'weights') throw new Error(`it is ${report.kind}`)
  return report.run
}

const inputs = [
  [0.3, -0.2],
  [-1, 0.7],
]

describe('weights that left the lab', () => {
  test.each(['json', 'safetensors'] as const)(
    'as %s come back as a run with the same hash, predictions, scores and data',
    async (format) => {
      const { lab, put, read } = open()
      const run = await trained(lab)
      // By content, whatever it is called.
      put('weights.txt', await exported(lab, run.id, format))
      const back = runOf(await read('weights.txt'))
      expect(back.id).not.toBe(run.id)
      expect(back).toMatchObject({
        name: run.name,
        status: 'completed',
        epoch: 4,
        weightsSha256: run.weightsSha256,
        metrics: run.metrics,
        architecture: '2-12-1',
        parameterCount: run.parameterCount,
      })
      const [before, after] = await Promise.all([run, back].map(({ id }) => lab.ask('predict', { runId: id, inputs })))
      expect(after).toEqual(before)
      const original = await lab.ask('getRun', { runId: run.id })
      const details = await lab.ask('getRun', { runId: back.id })
      expect(details).toMatchObject({
        fingerprint: original.fingerprint,
        experiment: original.experiment,
        imported: { file: 'weights.txt', format, run: run.id, checkpoint: 'last' },
        origin: null,
      })
      expect(details.checkpoints.map(({ name, epoch }) => [name, epoch])).toEqual([['last', 4]])
      expect(lab.events.some(({ event }) => event.type === 'run' && event.run.id === back.id)).toBe(true)
    },
  )

  test('can be evaluated, exported again to the same bytes, compared, and trained on as a fork', async () => {
    const { lab, put, read } = open()
    const run = await trained(lab)
    const file = await exported(lab, run.id, 'npz')
    put('w.json', await exported(lab, run.id, 'json'))
    const back = runOf(await read('w.json'))

    const evaluate = (runId: string) => lab.ask('evaluateRun', { runId, part: null, checkpoint: 'last' })
    const [before, after] = [await evaluate(run.id), await evaluate(back.id)]
    expect(after.loss).toBe(before.loss)
    expect(after.classes).toEqual(before.classes)
    expect(Buffer.from(await exported(lab, back.id, 'npz')).equals(file)).toBe(true)

    const runIds = [run.id, back.id]
    expect(await lab.ask('compareRuns', { runIds, maxPoints: 100 })).toMatchObject({
      scoring: { sameLoss: true, sameData: true },
      settings: [],
    })
    const { tensors } = await lab.ask('compareWeights', { runIds, referenceId: run.id })
    for (const { runs } of tensors) expect(runs[1]?.difference?.norm).toBe(0)

    const fork = await lab.ask('forkRun', { runId: back.id, checkpoint: 'last' })
    await lab.untilStatus(fork.id, 'paused')
    await lab.ask('resumeRun', { runId: fork.id })
    const done = await lab.untilStatus(fork.id, 'completed')
    expect(done.epoch).toBe(8)
    expect(done.metrics!.train!.loss).toBeLessThan(run.metrics!.train!.loss)
  })

  test('of another checkpoint say which, and have no scores that were not theirs', async () => {
    const { lab, put, read } = open()
    const run = await trained(lab)
    put('w', await exported(lab, run.id, 'safetensors', 'initial'))
    const back = runOf(await read('w'))
    expect(back).toMatchObject({ epoch: 0, metrics: null })
    expect(back.weightsSha256).not.toBe(run.weightsSha256)
    const { imported } = await lab.ask('getRun', { runId: back.id })
    expect(imported?.checkpoint).toBe('initial')
  })
})

describe('weights of which nobody knows the data', () => {
  test('go into the experiment that is named, and are handled everywhere', async () => {
    const { lab, put, read } = open()
    const run = await trained(lab)
    put('w.npz', await exported(lab, run.id, 'npz'))
    const named = put('spiral.json', JSON.stringify(experiment(4)))
    const back = runOf(await read('w.npz', named))
    expect(back).toMatchObject({ epoch: 0, step: 0, metrics: null, weightsSha256: run.weightsSha256 })
    const details = await lab.ask('getRun', { runId: back.id })
    expect(details).toMatchObject({ fingerprint: null, engineVersion: 'unknown', imported: { run: null } })
    expect(await lab.ask('predict', { runId: back.id, inputs })).toEqual(
      await lab.ask('predict', { runId: run.id, inputs }),
    )

    const evaluation = await lab.ask('evaluateRun', { runId: back.id, part: null, checkpoint: 'last' })
    expect(evaluation.loss).toBeCloseTo(run.metrics!.test!.loss, 6)
    // Both have the data of one experiment, but of one of them nobody knows it.
    const comparison = await lab.ask('compareRuns', { runIds: [run.id, back.id], maxPoints: 100 })
    expect(comparison.scoring).toEqual({ sameLoss: true, sameData: false })
    expect(await lab.ask('getInsight', { runId: back.id })).not.toBeNull()

    await lab.ask('resumeRun', { runId: back.id, epochs: 6 })
    expect((await lab.untilStatus(back.id, 'completed')).epoch).toBe(6)
    const after = await lab.ask('getRun', { runId: back.id })
    expect(after.fingerprint).toEqual((await lab.ask('getRun', { runId: run.id })).fingerprint)
  })

  test('are told which tensors do not fit, all of them, with both shapes', async () => {
    const { lab, put, refusal } = open()
    const run = await trained(lab)
    put('w.npz', await exported(lab, run.id, 'npz'))
    const layers = [{ type: 'dense', units: 5 }, { type: 'tanh' }, { type: 'dense', units: 1, bias: false }, { type: 'sigmoid' }] // prettier-ignore
    const other = put('other.json', JSON.stringify(experiment(4, { network: { layers } })))
    expect((await refusal('w.npz', other)).split('\n')).toEqual([
      'layers.0.weight: has shape 12×2; needs shape 5×2',
      'layers.0.bias: has shape 12; needs shape 5',
      'layers.2.weight: has shape 1×12; needs shape 1×5',
      'layers.2.bias: is left over, of shape 1; the stack has layers.0.weight, layers.0.bias, layers.2.weight',
    ])
    expect(await refusal('w.npz')).toContain('name the experiment, --experiment FILE, or a run of it')
    expect(await refusal('w.npz', put('broken.json', '{"version": 1}'))).toContain('does not go with')
  })

  test.each(['json', 'safetensors'] as const)(
    'as %s are told so too, though they name a network of their own',
    async (format) => {
      const { lab, put } = open()
      const run = await trained(lab)
      const path = put('w', await exported(lab, run.id, format))
      const layers = [{ type: 'dense', units: 3 }, { type: 'softmax' }]
      const inputs = [[0, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 1]] // prettier-ignore
      const targets = [[1, 0, 0], [0, 1, 0], [0, 0, 1]] // prettier-ignore
      const dataset = { name: 'inline', inputs, targets, split: { train: 1, validation: 0, test: 0 } }
      const spec = experiment(1, { dataset, network: { layers }, loss: 'categorical_cross_entropy' })
      const other = await trained(lab, spec)
      const wanted = [
        'layers.0.bias: has shape 12; needs shape 3',
        'layers.0.weight: has shape 12×2; needs shape 3×4',
        'layers.2.bias: is left over, of shape 1; the stack has layers.0.weight, layers.0.bias',
        'layers.2.weight: is left over, of shape 1×12; the stack has layers.0.weight, layers.0.bias',
      ]
      const destinations = [
        { kind: 'run', runId: other.id },
        { kind: 'experiment', experiment: spec, directory: null },
      ] as const
      for (const destination of destinations) {
        const incoming = { file: { kind: 'path', path }, destination } as const
        expect((await lab.refusal('importFile', incoming)).message.split('\n').sort()).toEqual(wanted)
        const { content } = await lab.ask('inspectFile', incoming)
        expect(content.kind === 'weights' && content.tensors).toContainEqual({
          name: 'layers.0.weight',
          found: [12, 2],
          needed: [3, 4],
        })
      }
    },
  )

  test('written by others, as safetensors without a word of the lab, go into a stack of their shapes', async () => {
    const { lab, put, read } = open()
    const values = (length: number) => Float32Array.from({ length }, (_, i) => i / 10)
    const tensors = [
      { name: 'layers.0.weight', shape: [12, 2], values: values(24) },
      { name: 'layers.0.bias', shape: [12], values: values(12) },
      { name: 'layers.2.weight', shape: [1, 12], values: values(12) },
      { name: 'layers.2.bias', shape: [1], values: values(1) },
    ]
    put('w', encodeSafetensors({ metadata: { format: 'pt' }, tensors }))
    const back = runOf(await read('w', put('e', JSON.stringify(experiment(4)))))
    const file = await exported(lab, back.id, 'npz')
    expect(Buffer.from(file).equals(encodeNpz(tensors))).toBe(true)
  })

  test('are not trained on where the data is scaled otherwise: it is other data', async () => {
    const { lab, put, read } = open()
    const run = await trained(lab)
    const text = Buffer.from(await exported(lab, run.id, 'json')).toString()
    const document = JSON.parse(text) as { provenance: { data: unknown }; model: { scaling: { shift: number[] } } }
    document.provenance.data = null
    document.model.scaling.shift[0]! += 1
    put('w.json', JSON.stringify(document))
    const back = runOf(await read('w.json'))
    const error = await lab.refusal('forkRun', { runId: back.id, checkpoint: 'last' })
    expect(error.message).toContain('is scaled otherwise than what the imported weights were trained on')
  })
})

describe('weights whose data is not here', () => {
  test('predict, and say where data is needed what is missing', async () => {
    const { lab: first, put, folder } = open()
    const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8)
    const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 0, 1)
    put('images', images)
    put('labels', labels)
    const split = { train: 1, validation: 0, test: 0 }
    const spec = experiment(2, {
      dataset: { name: 'idx', images: 'images', labels: 'labels', split },
      network: { layers: [{ type: 'dense', units: 2 }, { type: 'softmax' }] },
      loss: 'categorical_cross_entropy',
    })
    const { id } = await first.ask('startRun', { experiment: spec, directory: folder, paused: false })
    await first.untilStatus(id, 'completed')
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(elsewhere)
    const path = put('elsewhere/w.json', await exported(first, id, 'json'))
    // One that has never read the data.
    const lab = openTestLab()
    const back = runOf(await lab.ask('importFile', { file: { kind: 'path', path }, destination: null }))

    const row = [[1, 2]]
    expect(await lab.ask('predict', { runId: back.id, inputs: row })).toEqual(
      await first.ask('predict', { runId: id, inputs: row }),
    )
    const missing = `dataset.images: there is no file ${join(elsewhere, 'images')}`
    const evaluation = { runId: back.id, part: null, checkpoint: 'last' }
    expect((await lab.refusal('evaluateRun', evaluation)).message).toContain(missing)
    expect((await lab.refusal('forkRun', { runId: back.id, checkpoint: 'last' })).message).toContain(missing)
    const report = Buffer.from(await exported(lab, back.id, 'report')).toString()
    expect(report).toContain('dataset.images: there is no file images')

    put(
      'elsewhere/images',
      images.map((byte, i) => (i < 16 ? byte : byte + 1)),
    )
    put('elsewhere/labels', labels)
    expect((await lab.refusal('evaluateRun', evaluation)).message).toContain('is not the data the run was made for')
    put('elsewhere/images', images)
    expect((await lab.ask('evaluateRun', evaluation)).classes?.mistakes).toBeTypeOf('number')
  })
})

describe('an experiment file', () => {
  test('is saved once, with the folder its data is meant from', async () => {
    const { lab, put, read, folder } = open()
    put('spiral', JSON.stringify(experiment(3)))
    const first = await read('spiral')
    expect(first).toMatchObject({ kind: 'experiment', added: true, experiment: { directory: folder } })
    expect(await read('spiral')).toMatchObject({ kind: 'experiment', added: false })
    expect(await lab.ask('listExperiments', {})).toHaveLength(1)
  })
})

describe('hostile files store nothing and say where they are wrong', () => {
  const tensor = { name: 'layers.0.weight', shape: [2], values: Float32Array.of(1, 2) }

  test('safetensors', async () => {
    const { put, refusal } = open()
    const good = encodeSafetensors({ metadata: {}, tensors: [tensor] })
    put('cut', good.subarray(0, good.length - 1))
    expect(await refusal('cut')).toContain('is cut off')
    const huge = good.slice()
    new DataView(huge.buffer).setBigUint64(0, 90_000_000n, true)
    put('huge', huge)
    expect(await refusal('huge')).toContain('is cut off: it ends at byte')
    const twice = new TextEncoder().encode('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":1}    ')
    put('twice', Buffer.concat([Uint8Array.of(twice.length, 0, 0, 0, 0, 0, 0, 0), twice, Buffer.alloc(4)]))
    expect(await refusal('twice')).toContain('has the key "a" twice, at bytes 9 and 62')
    const head = { [`backprop_lab`]: '{"format": "backprop-lab-weights", "version": 2}' }
    put('newer', encodeSafetensors({ metadata: head, tensors: [tensor] }))
    expect(await refusal('newer')).toContain('__metadata__.backprop_lab.version: is 2; must be 1')
  })

  test('NPZ', async () => {
    const { put, refusal } = open()
    const good = encodeNpz([tensor])
    put('cut', good.subarray(0, good.length - 10))
    expect(await refusal('cut')).toContain('is not a whole ZIP archive')
    put('bomb', zipSync({ 'a.npy': new Uint8Array(2 ** 21) }, { level: 9 }))
    expect(await refusal('bomb')).toContain('a: is not a NumPy array')
    const lying = Buffer.from(zipSync({ 'a.npy': new Uint8Array(1000) }, { level: 9 }))
    lying.writeUInt32LE(0x7ffffff0, lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24)
    put('lying', lying)
    expect(await refusal('lying')).toContain('a.npy claims to become 2147483632 bytes')
    put('out', zipSync({ '../../out.npy': new Uint8Array(20) }))
    expect(await refusal('out')).toContain('../../out: is not a NumPy array')
    put('other', zipSync({ 'readme.txt': new Uint8Array(10) }))
    expect(await refusal('other')).toContain('is a ZIP archive that holds "readme.txt"; needs an archive of the lab')
  })

  test('JSON', async () => {
    const { lab, put, refusal } = open()
    const run = await trained(lab)
    const text = Buffer.from(await exported(lab, run.id, 'json')).toString()
    put('cut', text.slice(0, -20))
    expect(await refusal('cut')).toContain('is not JSON')
    put('nan', text.replace(/"values": \[\[[^,]+,/, '"values": [["NaN",'))
    expect(await refusal('nan')).toContain('layers.0.weight[0][0]: is NaN; weights must be finite numbers')
    put('endless', text.replace(/"values": \[\[[^,]+,/, '"values": [[1e999,'))
    expect(await refusal('endless')).toContain('layers.0.weight[0][0]: is Infinity')
    put('twice', text.replace('"version": 1,', '"version": 1, "version": 1,'))
    expect(await refusal('twice')).toContain('has the key "version" twice, at bytes')
    put('claims', text.replace('"shape": [12, 2]', '"shape": [4000000000, 2]'))
    expect(await refusal('claims')).toContain('tensors.layers.0.weight.values: has 12 entries; needs 4000000000')
    put('shape', text.replace('"targetShape": [\n      1', '"targetShape": [\n      2'))
    expect(await refusal('shape')).toContain('the network puts out 1 and the targets have 2')
    put('line', `{"a":"${'x'.repeat(10_000_000)}"`)
    expect(await refusal('line')).toMatch(/^.{10,400}$/)
    put('line2', `{"version":1,"name":"${'x'.repeat(10_000_000)}"}`)
    expect((await refusal('line2')).split('\n')[0]).toMatch(/^name: is "x{57}…"; must have at most 200 characters$/)
    put('deep', '['.repeat(1_000_000))
    expect(await refusal('deep')).toMatch(/is not JSON|nests more than 64/)
  })

  test('files that are nothing of all that', async () => {
    const { lab, put, refusal, folder } = open()
    put('empty', '')
    expect(await refusal('empty')).toContain('is empty')
    put('people.csv', 'name;age')
    const inData = 'open it in Data, or in the terminal: lab datasets inspect'
    expect(await refusal('people.csv')).toContain(`is a table; ${inData} people.csv`)
    put('train-images-idx3-ubyte', new Uint8Array([0, 0, 8, 3, 0, 0, 0, 1]))
    expect(await refusal('train-images-idx3-ubyte')).toContain(`is an IDX file; ${inData} train-images-idx3-ubyte`)
    put('x.npy', Buffer.from('\x93NUMPY\x01\x00', 'latin1'))
    expect(await refusal('x.npy')).toContain(`is a single NumPy array (NPY), and weights come as several in one NPZ; `)
    put('digits.zip', zipSync({ '0/a.png': new Uint8Array(20), '1/b.png': new Uint8Array(20) }))
    expect(await refusal('digits.zip')).toContain(`is a ZIP of images; ${inData} digits.zip`)
    const run = await trained(lab)
    const onnx = await exported(lab, run.id, 'onnx')
    const comesBack = 'is an ONNX model; the lab writes ONNX for others to read; bring back its own JSON or safetensors'
    for (const name of ['net.onnx', 'renamed']) {
      put(name, onnx)
      expect(await refusal(name)).toContain(comesBack)
    }
    put('text', 'some words')
    expect(await refusal('text')).toContain('begins with "some wor", which the lab does not know')
    expect(await refusal('gone')).toContain(`${join(folder, 'gone')}: `)
    expect(await refusal('.')).toContain('is a folder')
  })
})
