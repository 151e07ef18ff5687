import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { KnownDataset } from '../../src-main/protocol.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { experiment, openTestLab } from './temporary-lab.ts'

/** Labelled pictures of 4×4, of which sample `i` has the class `i mod 3` and pixels that count up. */
function writePictures(folder: string, count: number): void {
  const pixels = Array.from({ length: 16 * count }, (_, i) => (i * 7) % 256)
  writeFileSync(join(folder, 'images'), Uint8Array.of(0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 4, 0, 0, 0, 4, ...pixels))
  const labels = Array.from({ length: count }, (_, i) => i % 3)
  writeFileSync(join(folder, 'labels'), Uint8Array.of(0, 0, 8, 1, 0, 0, 0, count, ...labels))
}

const pictures = { name: 'idx', images: 'images', labels: 'labels' }

describe('examining data', () => {
  test('shows a table’s columns, its first rows with their parts, and points on the plane', async () => {
    const lab = openTestLab()
    const dataset = { name: 'moons', samples: 200 }
    const found = await lab.ask('examineDataset', { dataset, seed: 4, directory: null, ticket: 'a' })
    expect(found.columns.map(({ role, name }) => [role, name])).toEqual([
      ['input', 'x'],
      ['input', 'y'],
    ])
    for (const { histogram } of found.columns) expect(histogram.reduce((a, b) => a + b)).toBe(200)
    expect(found.rows).toHaveLength(50)
    expect(found.rows.map(({ label }) => label).slice(0, 4)).toEqual([0, 1, 0, 1])
    expect(found.points?.positions.slice(0, 2)).toEqual(found.rows[0]?.input)
    expect(found.points?.parts.filter((part) => part === 'test')).toHaveLength(found.parts.test)
    expect(found.warnings).toEqual([])
    // The brief look says the same, and no more than it must.
    const { columns: _1, columnCount: _2, rows: _3, points: _4, ...brief } = found
    expect(await lab.ask('inspectDataset', { dataset, seed: 4, directory: null })).toEqual(brief)
  })

  test('shows pictures class by class, and no columns of pixels', async () => {
    const lab = openTestLab()
    const folder = temporaryFolder()
    writePictures(folder, 60)
    const found = await lab.ask('examineDataset', { dataset: pictures, seed: 1, directory: folder, ticket: 'a' })
    expect(found.columns).toEqual([])
    expect(found.rows.map(({ label }) => label)).toEqual([
      ...Array<number>(8).fill(0),
      ...Array<number>(8).fill(1),
      ...Array<number>(8).fill(2),
    ])
    expect(found.rows.slice(0, 2).map(({ index }) => index)).toEqual([0, 3])
  })

  test('of a table as wide as it comes tells the first columns', async () => {
    const lab = openTestLab()
    const rows = Array.from({ length: 5 }, (_, row) => Array.from({ length: 400 }, (_, i) => Math.sin(row + 400 * i)))
    const dataset = { name: 'inline', inputs: rows, targets: [[0.5], [1.5], [2], [3], [7]] }
    const found = await lab.ask('examineDataset', { dataset, seed: 1, directory: null, ticket: 'a' })
    expect(found.columnCount).toBe(401)
    expect(found.columns).toHaveLength(101)
    expect(found.columns.at(-1)).toMatchObject({ role: 'target', minimum: 0.5, maximum: 7, mean: 2.8 })
    expect(found.rows[0]?.input).toHaveLength(100)
    expect(found.rows[0]?.target).toEqual([0.5])
  })

  test('is refused with the place of what is wrong, and the lab goes on', async () => {
    const lab = openTestLab()
    const gone = { dataset: pictures, seed: 1, directory: temporaryFolder(), ticket: 'a' }
    const { code, problems } = await lab.refusal('examineDataset', gone)
    expect(code).toBe('input')
    expect(problems.map(({ path }) => path)).toEqual([
      ['dataset', 'images'],
      ['dataset', 'labels'],
    ])
    expect(await lab.ask('inspectDataset', { dataset: { name: 'xor' }, seed: 1, directory: null })).toMatchObject({
      count: 4,
    })
  })

  test('tells how far it is, can be cancelled, and keeps nobody waiting meanwhile', async () => {
    const lab = openTestLab()
    const large = { dataset: { name: 'digits', samples: 60_000 }, seed: 1, directory: null }
    const cancelled = lab.refusal('examineDataset', { ...large, ticket: 'large' })
    await lab.until((event) => (event.type === 'examining' && event.ticket === 'large' ? event.progress : null))

    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 2)
    await new Promise((resolve) => setTimeout(resolve, 400))
    const asked = performance.now()
    await lab.ask('listExperiments', {})
    expect(performance.now() - asked).toBeLessThan(100)
    clearInterval(beat)
    // Drawing this many digits takes seconds, all of them in another thread.
    expect(longest).toBeLessThan(100)

    await lab.ask('cancelExamination', { ticket: 'large' })
    expect(await cancelled).toMatchObject({ code: 'conflict', message: 'The examination of the data was cancelled.' })
    await lab.ask('cancelExamination', { ticket: 'nobody’s' })
    const small = { dataset: { name: 'xor' }, seed: 1, directory: null, ticket: 'small' }
    expect(await lab.ask('examineDataset', small)).toMatchObject({ count: 4 })
  })

  test('answers each of many that ask at once with what it asked for', async () => {
    const lab = openTestLab()
    const counts = [10, 20, 30, 40, 50, 60]
    const found = await Promise.all(
      counts.map((samples) =>
        lab.ask('inspectDataset', { dataset: { name: 'moons', samples }, seed: 1, directory: null }),
      ),
    )
    expect(found.map(({ count }) => count)).toEqual(counts)
  })
})

describe('the datasets the lab knows', () => {
  const byId = (list: readonly KnownDataset[], id: string): KnownDataset => {
    const found = list.find((one) => one.id === id)
    if (!found) throw new Error(`${id} is not listed`)
    return found
  }

  test('are those drawn from their name alone, and the texts of the examples', async () => {
    const lab = openTestLab()
    const list = await lab.ask('listDatasets', { opened: [] })
    expect(list.filter(({ group }) => group === 'generated').map(({ id }) => id)).toEqual([
      'xor',
      'people',
      'circles',
      'blobs',
      'moons',
      'spiral',
      'flower',
      'digits',
    ])
    const texts = list.filter(({ group }) => group === 'text')
    // Two examples each learn from the same text in two ways.
    expect(texts).toHaveLength(2)
    for (const { example, runIds, fingerprint } of texts) {
      expect([example?.en, example?.ru, runIds, fingerprint]).toEqual([
        expect.any(String),
        expect.any(String),
        [],
        null,
      ])
    }
  })

  test('count the runs that used them, whatever their settings, and remember the last', async () => {
    const lab = openTestLab()
    const first = await lab.start(experiment(1))
    const second = await lab.start(experiment(1, { dataset: { name: 'spiral', samples: 100 }, seed: 9 }))
    await lab.ask('saveExperiment', { id: null, experiment: experiment(3), directory: null })
    const spiral = byId(await lab.ask('listDatasets', { opened: [] }), 'spiral')
    expect(spiral).toMatchObject({ runIds: [second.id, first.id], experiments: ['spiral of 3'] })
    // What is drawn is shown as it usually is; what it was in the last run is told.
    expect(spiral.dataset).toMatchObject({ name: 'spiral', samples: 500 })
    expect(spiral.fingerprint?.count).toBe(100)
    await lab.untilStatus(second.id, 'completed')
    await lab.ask('deleteRun', { runId: second.id })
    expect(byId(await lab.ask('listDatasets', { opened: [] }), 'spiral').runIds).toEqual([first.id])
  })

  test('are one where the files are, by whichever name; a file that is gone has no size', async () => {
    const lab = openTestLab()
    const folder = temporaryFolder()
    writePictures(folder, 60)
    const relative = { dataset: pictures, seed: 1, directory: folder }
    const absolute = {
      dataset: { name: 'idx', images: join(folder, 'images'), labels: join(folder, 'labels'), limit: 5 },
      seed: 2,
      directory: null,
    }
    const files = async (): Promise<KnownDataset[]> =>
      (await lab.ask('listDatasets', { opened: [relative, absolute] })).filter(({ group }) => group === 'files')
    const [found, ...others] = await files()
    expect(others).toEqual([])
    expect(found?.files).toEqual([
      { key: 'images', path: join(folder, 'images'), bytes: 16 + 16 * 60 },
      { key: 'labels', path: join(folder, 'labels'), bytes: 8 + 60 },
    ])
    rmSync(join(folder, 'labels'))
    const [later] = await files()
    expect(later?.id).toBe(found?.id)
    expect(later?.files.map(({ bytes }) => bytes)).toEqual([16 + 16 * 60, null])
  })

  test('are refused where what was opened is no dataset', async () => {
    const lab = openTestLab()
    const opened = [{ dataset: { name: 'moons', samples: 3 }, seed: 1, directory: null }]
    expect((await lab.refusal('listDatasets', { opened })).message).toContain('dataset.samples')
  })
})
