import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { parseExperiment } from '../../../src-engine/spec.ts'
import type { DatasetSummary } from '../../../src-main/protocol.ts'
import { entryOf, datasetCatalog } from '../../../src-renderer/design/catalog.ts'
import { mergeWithin } from '../../../src-renderer/design/history.ts'
import { starterExperiment } from '../../../src-renderer/design/starter.ts'
import { inspectAfter } from '../../../src-renderer/design/use-data.ts'
import { useDesign } from '../../../src-renderer/stores/design.ts'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { connectStores } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'
import { inEnglish, verbatim } from '../../../src-engine/sentence.ts'

const digits: DatasetSummary = {
  count: 2000,
  inputShape: [1, 28, 28],
  targetShape: [10],
  task: 'classification',
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  inputNames: null,
  targetNames: null,
  vocabulary: null,
  classCounts: Array.from({ length: 10 }, () => 200),
  inputRange: { minimum: 0, maximum: 255, mean: 33 },
  targetRange: { minimum: 0, maximum: 1 },
  parts: { train: 1600, validation: 200, test: 200 },
  fingerprint: { sha256: 'd'.repeat(64), count: 2000, inputShape: [1, 28, 28], targetShape: [10] },
  preview: [],
  warnings: [],
}

const circles: DatasetSummary = { ...digits, count: 500, inputShape: [2], targetShape: [1] }

/** A lab that knows every dataset the tests use. */
function lab(): FakeLab {
  const fake = createFakeLab()
  fake.answers.inspectDataset = ({ dataset }) => ((dataset as { name: string }).name === 'digits' ? digits : circles)
  return fake
}

async function openStore(fake = lab()) {
  await connectStores(fake)
  const design = useDesign()
  await settle()
  return { design, fake }
}

/** Until the lab has been asked about the data and has answered. */
async function settle(): Promise<void> {
  await nextTick()
  await vi.advanceTimersByTimeAsync(inspectAfter)
  await flushPromises()
}

const stack = (design: ReturnType<typeof useDesign>): string =>
  design.experiment.network.layers.map((layer) => (layer.type === 'dense' ? layer.units : layer.type)).join(' ')

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => vi.useRealTimers())

describe('the drawing board at the very first start', () => {
  it('has an experiment that can be trained at once', async () => {
    const { design } = await openStore()
    expect(stack(design)).toBe('8 tanh 1 sigmoid')
    expect(design.problems).toEqual([])
    expect(design.blocked).toBeNull()
    expect(design.dirty).toBe(false)
    expect(design.canUndo).toBe(false)
  })

  it('counts parameters and follows shapes', async () => {
    const { design } = await openStore()
    expect(design.report?.parameterCount).toBe(2 * 8 + 8 + 8 + 1)
    expect(design.report?.layers.map((layer) => layer.outputShape)).toEqual([[8], [8], [1], [1]])
  })
})

describe('edits of the stack', () => {
  it('add below the selected block, select what is new, and are taken back one by one', async () => {
    const { design } = await openStore()
    design.insert('dense')
    expect(stack(design)).toBe('8 tanh 16 1 sigmoid')
    expect(design.selectedIndex).toBe(2)
    design.insert('relu')
    expect(stack(design)).toBe('8 tanh 16 relu 1 sigmoid')
    design.undo()
    design.undo()
    await nextTick()
    expect(stack(design)).toBe('8 tanh 1 sigmoid')
    expect(design.selectedIndex).toBe(2)
    design.redo()
    expect(stack(design)).toBe('8 tanh 16 1 sigmoid')
  })

  it('select the layer that takes the place of a removed one, and the last one at the end', async () => {
    const { design } = await openStore()
    design.remove([design.draft.layerIds[0]!])
    await nextTick()
    expect(design.selectedIndex).toBe(0)
    expect(stack(design)).toBe('1 sigmoid')
    design.select(design.draft.layerIds[1]!)
    design.remove([design.draft.layerIds[1]!])
    await nextTick()
    expect(design.selectedIndex).toBe(0)
    design.remove([design.draft.layerIds[0]!])
    await nextTick()
    expect(design.selectedIndex).toBe(-1)
    expect(design.blocked?.kind).toBe('problem')
  })

  it('of one number in quick succession are one step back', async () => {
    const { design } = await openStore()
    for (const units of [1, 10, 100]) design.set(['network', 'layers', 0, 'units'], units)
    vi.advanceTimersByTime(mergeWithin)
    design.set(['network', 'layers', 0, 'units'], 101)
    design.undo()
    expect(stack(design)).toBe('100 tanh 1 sigmoid')
    design.undo()
    expect(stack(design)).toBe('8 tanh 1 sigmoid')
  })
})

describe('checking', () => {
  it('names the layer that does not fit and what it should put out, and a fix mends it', async () => {
    const { design } = await openStore()
    design.set(['network', 'layers', 2, 'units'], 3)
    const problem = design.problemAt(['network', 'layers', 3])
    expect(problem && inEnglish(problem.message)).toContain('3')
    expect(problem && inEnglish(problem.remedy)).toContain('1')
    expect(design.blocked).toEqual({ kind: 'problem', problem })
    design.apply(design.fixes[0]!)
    expect(stack(design)).toBe('8 tanh 1 sigmoid')
    expect(design.blocked).toBeNull()
  })

  it('knows drawn data at once, before the lab has answered', async () => {
    const { design, fake } = await openStore()
    fake.answers.inspectDataset = () => new Promise(() => undefined)
    design.set(['dataset'], entryOf(datasetCatalog, 'blobs').fresh())
    await nextTick()
    expect(design.data.status).toBe('ready')
    expect(design.data.facts?.targetShape).toEqual([3])
  })

  it('keeps the shapes it knew while the lab looks at other data, and cannot train meanwhile', async () => {
    const { design } = await openStore()
    design.set(['dataset'], entryOf(datasetCatalog, 'digits').fresh())
    await nextTick()
    expect(design.data.status).toBe('loading')
    expect(design.data.facts?.inputShape).toEqual([2])
    expect(design.blocked).toEqual({ kind: 'loading' })
    await settle()
    expect(design.data.facts?.inputShape).toEqual([1, 28, 28])
    expect(design.report?.layers[0]?.parameterCount).toBe(784 * 8 + 8)
  })

  it('knows nothing of data that cannot be read: the shapes of the data before would call for the wrong cure', async () => {
    const { design, fake } = await openStore()
    const problem = {
      path: ['dataset', 'images'],
      message: verbatim('is cut short'),
      remedy: verbatim('take the whole file'),
    }
    fake.answers.inspectDataset = () => {
      throw new FakeRefusal({ code: 'input', message: 'bad', problems: [problem] })
    }
    const idx = entryOf(datasetCatalog, 'idx').fresh()
    design.set(['dataset'], { ...idx, images: 'images.gz', labels: 'labels.gz' })
    await settle()
    expect(design.data.facts).toBeNull()
    expect(design.fixes).toEqual([])
    expect(design.blocked).toEqual({ kind: 'problem', problem })
  })

  it('asks the lab once for a slider that was moved many times', async () => {
    const { design, fake } = await openStore()
    const asked = (): number => fake.requests.filter(({ name }) => name === 'inspectDataset').length
    const before = asked()
    for (let i = 1; i <= 20; i++) {
      design.set(['dataset', 'noise'], i / 100)
      await nextTick()
      vi.advanceTimersByTime(10)
    }
    await settle()
    expect(asked()).toBe(before + 1)
  })

  it('does not ask again when something else changes', async () => {
    const { design, fake } = await openStore()
    const before = fake.requests.length
    design.set(['optimizer', 'learningRate'], 0.5)
    await settle()
    expect(fake.requests.length).toBe(before)
  })

  it('shows what the lab finds wrong with a file at the field that names it', async () => {
    const { design, fake } = await openStore()
    const problem = {
      path: ['dataset', 'images'],
      message: verbatim('there is no file a.gz'),
      remedy: verbatim('correct the name'),
    }
    fake.answers.inspectDataset = () => {
      throw new FakeRefusal({ code: 'input', message: 'bad', problems: [problem] })
    }
    design.set(['dataset'], { ...entryOf(datasetCatalog, 'idx').fresh(), images: 'a.gz', labels: 'b.gz' })
    await settle()
    expect(design.problemAt(['dataset', 'images'])).toEqual(problem)
    expect(design.problemAt(['dataset', 'labels'])).toBeNull()
  })

  it('does not bother the lab with data that is not yet described', async () => {
    const { design, fake } = await openStore()
    const before = fake.requests.length
    design.set(['dataset'], entryOf(datasetCatalog, 'idx').fresh())
    await settle()
    expect(fake.requests.length).toBe(before)
    expect(design.problemAt(['dataset', 'images'])).not.toBeNull()
  })

  it('says so while there is no lab, and asks again once there is', async () => {
    const { design, fake } = await openStore()
    fake.reachable = false
    fake.drop()
    await flushPromises()
    expect(design.blocked).toEqual({ kind: 'disconnected' })
    fake.reachable = true
    await vi.advanceTimersByTimeAsync(10_000)
    await settle()
    expect(design.blocked).toBeNull()
  })
})

describe('training', () => {
  it('hands the lab the experiment and its folder', async () => {
    const { design, fake } = await openStore()
    fake.answers.startRun = () => sampleRun({ id: 'rnew' })
    expect((await design.start())?.id).toBe('rnew')
    expect(fake.requests.at(-1)).toEqual({
      name: 'startRun',
      argument: { experiment: design.experiment, directory: null, paused: false },
    })
  })

  it('turns what the lab refuses into problems, until the next edit', async () => {
    const { design, fake } = await openStore()
    const problem = { path: ['dataset', 'noise'], message: verbatim('is odd'), remedy: verbatim('make it even') }
    fake.answers.startRun = () => {
      throw new FakeRefusal({ code: 'input', message: 'bad', problems: [problem] })
    }
    expect(await design.start()).toBeNull()
    expect(design.problemAt(['dataset', 'noise'])).toEqual(problem)
    expect(design.refusal?.problems).toEqual([problem])
    design.set(['dataset', 'noise'], 0.2)
    await nextTick()
    expect(design.problems).toEqual([])
  })

  it('leaves faults of the lab to whoever asked', async () => {
    const { design } = await openStore()
    await expect(design.start()).rejects.toThrow('No answer for startRun')
    expect(design.blocked).toBeNull()
  })
})

describe('saving and opening', () => {
  const other = parseExperiment({ ...starterExperiment(), name: 'Other', loss: 'mean_squared_error' })

  function saving(fake: FakeLab): void {
    fake.answers.saveExperiment = ({ id, experiment, directory }) => {
      const saved = parseExperiment(experiment)
      return { id: id ?? 'e1', name: saved.name, updatedAt: 0, directory, experiment: saved }
    }
  }

  it('saves a new experiment once, then over itself, and knows what is unsaved through undo', async () => {
    const { design, fake } = await openStore()
    saving(fake)
    design.set(['seed'], 7)
    expect(design.dirty).toBe(true)
    await design.save()
    expect(design.dirty).toBe(false)
    design.undo()
    expect(design.dirty).toBe(true)
    design.redo()
    expect(design.dirty).toBe(false)
    await design.save()
    const ids = fake.requests.filter(({ name }) => name === 'saveExperiment').map(({ argument }) => argument)
    expect(ids).toMatchObject([{ id: null }, { id: 'e1' }])
  })

  it('puts another experiment on the board, and undo brings the unsaved one back', async () => {
    const { design } = await openStore()
    design.set(['seed'], 7)
    design.open({ experiment: other, directory: '/data', savedId: 'e9' })
    expect(design.experiment.name).toBe('Other')
    expect(design.draft.directory).toBe('/data')
    expect(design.dirty).toBe(false)
    expect(design.origin.savedId).toBe('e9')
    design.undo()
    expect(design.experiment.seed).toBe(7)
    expect(design.dirty).toBe(true)
    expect(design.origin.savedId).toBeNull()
  })

  it('saves as new what was deleted from the lab meanwhile', async () => {
    const { design, fake } = await openStore()
    saving(fake)
    design.open({ experiment: other, directory: null, savedId: 'e9' })
    design.forgetSaved('e9')
    await design.save()
    expect(fake.requests.at(-1)?.argument).toMatchObject({ id: null })
  })
})

describe('the draft of the last time', () => {
  it('is on the board again, with what it was opened from', async () => {
    const { design } = await openStore()
    design.set(['name'], 'Kept')
    await vi.advanceTimersByTimeAsync(1000)
    const again = (await openStore()).design
    expect(again.experiment.name).toBe('Kept')
    expect(again.dirty).toBe(true)
    expect(again.takeDiscarded()).toBe(false)
  })

  it('is kept when the page goes away before its time', async () => {
    const { design } = await openStore()
    design.set(['name'], 'Just now')
    window.dispatchEvent(new Event('pagehide'))
    expect((await openStore()).design.experiment.name).toBe('Just now')
  })

  it('stays the last good one while the board holds one that breaks the rules', async () => {
    const { design } = await openStore()
    design.set(['name'], 'Good')
    await vi.advanceTimersByTimeAsync(1000)
    design.set(['name'], '')
    await vi.advanceTimersByTimeAsync(1000)
    expect((await openStore()).design.experiment.name).toBe('Good')
  })

  for (const leftover of ['not JSON', '{"version":1}', '[]', 'null', '{"version":2,"experiment":{}}']) {
    it(`is discarded with a word about it where it is ${leftover}`, async () => {
      localStorage.setItem('backprop-lab.draft', leftover)
      const warn = vi.spyOn(console, 'warn').mockReturnValue()
      const { design } = await openStore()
      expect(stack(design)).toBe('8 tanh 1 sigmoid')
      expect(design.takeDiscarded()).toBe(true)
      expect(design.takeDiscarded()).toBe(false)
      warn.mockRestore()
    })
  }

  it('that does not fit into the storage is told, not thrown', async () => {
    const { design } = await openStore()
    const setItem = (): never => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    vi.stubGlobal('localStorage', { setItem })
    design.set(['name'], 'Large')
    await vi.advanceTimersByTimeAsync(1000)
    expect(design.keepFailure).toBeInstanceOf(DOMException)
    vi.unstubAllGlobals()
  })
})
