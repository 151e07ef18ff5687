import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { exportFormats } from '../../../src-engine/formats/index.ts'
import { exportFileName } from '../../../src-engine/formats/file-names.ts'
import type { ExportSubject } from '../../../src-renderer/components/export-subject.ts'
import ExportDialog from '../../../src-renderer/components/ExportDialog.vue'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleDetails, sampleRun } from '../support/sample-runs.ts'
import { defineComponent, h, ref } from 'vue'
import type { ExportPreview } from '../../../src-main/protocol.ts'

const run = sampleRun({ name: 'Digits: 784/100/10' })

function lab(): FakeLab {
  const fake = createFakeLab([run])
  fake.answers.getRun = () => sampleDetails(run)
  fake.answers.exportRun = ({ fileName }) => ({
    files: [{ name: fileName ?? 'weights', bytes: new Uint8Array([1, 2, 3]) }],
  })
  fake.answers.previewExport = ({ fileName, format }) => ({
    ...preview,
    files: [{ name: fileName ?? '', bytes: 2048 }, ...(format === 'numpy' ? beside(fileName ?? '') : [])],
  })
  return fake
}

const beside = (fileName: string) => [{ name: fileName.replace('.py', '.npz'), bytes: 1_500_000 }]

const preview: ExportPreview = {
  files: [],
  tensors: [
    { name: 'layers.0.weight', shape: [100, 784], dtype: 'float32', bytes: 313_600 },
    { name: 'layers.0.bias', shape: [100], dtype: 'float32', bytes: 400 },
  ],
  scaling: null,
  opset: 17,
  metadata: [{ key: 'seed', value: '<b>7</b>' }],
  lines: ['"""a script', 'import numpy'],
  goesOn: true,
}

/** Opens the dialog; it is drawn outside of its parent, so it is looked for in the document. */
async function openDialog(fake: FakeLab, wanted?: ExportSubject) {
  const open = ref(false)
  const Opened = defineComponent(
    () => () =>
      h(ExportDialog, {
        run,
        ...(wanted ? { wanted } : {}),
        open: open.value,
        'onUpdate:open': (value: boolean) => (open.value = value),
      }),
  )
  await mountView(Opened, {}, { fake })
  open.value = true
  await flushPromises()
  const dialog = (): HTMLElement => document.querySelector<HTMLElement>('[role=dialog]')!
  const select = async (label: string, value: string): Promise<void> => {
    const named = [...dialog().querySelectorAll('label')].find((one) => one.textContent.trim() === label)!
    const control = document.getElementById(named.htmlFor) as HTMLSelectElement
    control.value = value
    control.dispatchEvent(new Event('change'))
    await flushPromises()
  }
  const save = async (): Promise<void> => {
    dialog()
      .querySelector('form')!
      .dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
  }
  return { open, dialog, select, save }
}

test('the chosen format and checkpoint are exported and saved under the proposed name', async () => {
  const fake = lab()
  const { open, select, save } = await openDialog(fake)
  await select('Format', 'npz')
  await select('Checkpoint', 'best')
  await save()
  expect(fake.requests.at(-1)).toEqual({
    name: 'exportRun',
    argument: {
      runId: run.id,
      format: 'npz',
      checkpoint: 'best',
      fileName: `digits_784_100_10_${run.id}_best.npz`,
      language: 'en',
    },
  })
  expect(fake.saved).toEqual([{ name: `digits_784_100_10_${run.id}_best.npz`, bytes: new Uint8Array([1, 2, 3]) }])
  expect(open.value).toBe(false)
})

test('opened for the report it has its name, and asks for a page of the last weights in the language of the person', async () => {
  const fake = lab()
  const { dialog, save } = await openDialog(fake, 'report')
  expect(dialog().textContent).toContain('Report of the run')
  expect(dialog().querySelector('select')!.value).toBe('report')
  await save()
  const asked = {
    format: 'report',
    checkpoint: 'last',
    fileName: `digits_784_100_10_${run.id}_last_report.html`,
    language: 'en',
  }
  expect(fake.requests.at(-1)).toEqual({ name: 'exportRun', argument: { runId: run.id, ...asked } })
})

test('what will be written is shown before it is: files, tensors, operators, texts and first lines', async () => {
  const { dialog, select } = await openDialog(lab())
  const shown = () => dialog().querySelector('[tabindex="0"][aria-label="What will be written"]')!
  const text = () => shown().textContent.replace(/\s+/g, ' ')
  expect(text()).toContain(`digits_784_100_10_${run.id}_last.onnx`)
  expect(text()).toContain('Operators of ai.onnx (opset)17')
  expect(text()).toMatch(/2 tensors, 31\d(\.\d+)? kB/)
  const rows = [...shown().querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim()),
  )
  expect(rows).toEqual([
    ['layers.0.weight', '100×784', 'float32'],
    ['layers.0.bias', '100', 'float32'],
  ])
  expect(text()).toContain('seed<b>7</b>')
  expect(shown().querySelector('pre')!.textContent).toBe('"""a script\nimport numpy\n…')

  await select('Format', 'numpy')
  const name = dialog().querySelector<HTMLInputElement>('input')!
  name.value = 'net.py'
  name.dispatchEvent(new Event('input'))
  await flushPromises()
  expect(text()).toContain('net.py')
  expect(text()).toContain('net.npz')
  expect(text()).toContain('They are saved together as net.zip.')
  await select('Format', 'report')
  expect(text()).toContain('the alarms and the first step of training')
})

test('where a preview is refused the reason is shown, and saving stays possible', async () => {
  const fake = lab()
  fake.answers.previewExport = () => {
    throw new FakeRefusal({ code: 'input', message: 'holds 1e+300, more than float32 can', problems: [] })
  }
  const { dialog } = await openDialog(fake)
  expect(dialog().textContent).toContain('more than float32 can')
})

test('a refusal is shown in the dialog, which stays', async () => {
  const fake = lab()
  fake.answers.exportRun = () => {
    throw new FakeRefusal({ code: 'internal', message: 'The checkpoint is damaged', problems: [] })
  }
  const { open, dialog, save } = await openDialog(fake)
  await save()
  expect(dialog().textContent).toContain('The checkpoint is damaged')
  expect(open.value).toBe(true)
  expect(fake.saved).toEqual([])
})

test('a run without weights has nothing to save', async () => {
  const fake = lab()
  fake.answers.getRun = () => ({ ...sampleDetails(run), checkpoints: [] })
  const { dialog } = await openDialog(fake)
  expect(dialog().textContent).toContain('no weights yet')
  const save = [...dialog().querySelectorAll('button')].find((one) => one.textContent.trim() === 'Save')!
  expect(save.disabled).toBe(true)
})

test.each([
  ['MNIST 784-100-10', 'epoch:3', 'mnist_784_100_10_r1_epoch_3.json'],
  ['Цифры / рукописные', 'last', 'цифры_рукописные_r1_last.json'],
  ['../../etc/passwd', 'last', 'etc_passwd_r1_last.json'],
  ['???', 'last', 'run_r1_last.json'],
])('%j at %s is saved as %s', (name, checkpoint, file) => {
  expect(exportFileName({ name, id: 'r1' }, checkpoint, 'json')).toBe(file)
})

test('no two formats propose one name, nor one name but for its ending where they write beside it', () => {
  const names = exportFormats.map(({ name }) => exportFileName(run, 'last', name))
  expect(new Set(names).size).toBe(exportFormats.length)
  const stems = names.filter((name) => /\.(py|npz)$/.test(name)).map((name) => name.replace(/\.\w+$/, ''))
  expect(stems).toHaveLength(3)
  expect(new Set(stems).size).toBe(3)
})

test('the curves are of the whole training: no checkpoint is asked for', async () => {
  const { dialog, select } = await openDialog(lab())
  const labels = () => [...dialog().querySelectorAll('label')].map((one) => one.textContent.trim())
  expect(labels()).toContain('Checkpoint')
  await select('Format', 'csv')
  expect(labels()).not.toContain('Checkpoint')
  expect(dialog().querySelector<HTMLInputElement>('input')!.value).toBe(`digits_784_100_10_${run.id}_curves.csv`)
})

test('of NPZ it says by which numbers inputs are scaled, exactly; of ONNX that the model does it', async () => {
  const fake = lab()
  const pairs = [
    { name: 'length', shift: 5.843333333333334, factor: 1.25 },
    { name: null, shift: -3, factor: 1 },
    { name: 'depth', shift: 0, factor: 1 / 255 },
  ]
  fake.answers.previewExport = ({ format }) => ({
    ...preview,
    files: [{ name: 'w', bytes: 2 }],
    scaling: { by: format === 'npz' ? 'reader' : 'graph', count: 3, pairs },
  })
  const { dialog, select } = await openDialog(fake)
  expect(dialog().textContent).toContain('the scaling is part of the graph')
  expect(dialog().textContent).not.toContain('5.84')
  await select('Format', 'npz')
  const lines = [...dialog().querySelectorAll('li')].map((one) => one.textContent)
  expect(lines).toEqual([
    'length = (raw − 5.843333333333334) · 1.25',
    'x₂ = raw + 3',
    'depth = raw · 0.00392156862745098',
  ])
})
