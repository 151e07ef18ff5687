import { describe, expect, it } from 'vitest'
import { asksForSettings, parseSearch } from '../../../src-renderer/views/runs/run-search.ts'
import { filterRuns } from '../../../src-renderer/views/runs/run-table.ts'
import { spokenWords } from '../../../src-renderer/views/runs/spoken-words.ts'
import { sampleRun } from '../support/sample-runs.ts'

const runs = [
  sampleRun({ id: 'a', number: 1, name: 'Wide', tags: ['first try'], note: 'came out well' }),
  sampleRun({ id: 'b', number: 2, name: 'Narrow', dataset: 'moons', status: 'failed' }),
]
const settings: Readonly<Record<string, Record<string, string | number | boolean>>> = {
  a: {
    'optimizer.type': 'sgd',
    'optimizer.momentum': 0.9,
    'network.layers[0].units': 100,
    'network.layers[2].units': 10,
  },
  b: { 'optimizer.type': 'adam', 'network.layers[0].units': 8, 'training.shuffle': true },
}

function found(text: string): string {
  return filterRuns(
    runs,
    { text, statuses: [] },
    { settings: (id) => settings[id], spoken: (run) => spokenWords(run, 'ru') },
  )
    .map(({ id }) => id)
    .join('')
}

describe('a search', () => {
  it('finds words in tags, note and status', () => {
    expect(found('try')).toBe('a')
    expect(found('well')).toBe('a')
    expect(found('failed')).toBe('b')
  })

  it('finds data and status by the words that are shown', () => {
    expect(found('ошибка')).toBe('b')
    expect(found('цифры')).toBe('a')
  })

  it('finds runs by the file of their data, and those that came from a file', () => {
    const imported = { file: 'w.npz', format: 'npz' as const, sha256: '', run: null, checkpoint: null }
    const others = [
      sampleRun({ id: 'c', dataset: 'csv', source: '/home/ann/iris.csv' }),
      sampleRun({ id: 'd', imported }),
    ]
    const among = (text: string, language: 'en' | 'ru' = 'en') =>
      filterRuns([...runs, ...others], { text, statuses: [] }, { spoken: (run) => spokenWords(run, language) })
        .map(({ id }) => id)
        .join('')
    expect(among('iris')).toBe('c')
    expect(among('dataset=iris.csv')).toBe('c')
    expect(among('dataset=csv')).toBe('c')
    expect(among('imported')).toBe('d')
    expect(among('загружен', 'ru')).toBe('d')
    expect(among('imported=w.npz')).toBe('d')
    expect(among('w.npz')).toBe('d')
  })

  it('compares a setting, whichever layer or part it is in', () => {
    expect(found('momentum=0.9')).toBe('a')
    expect(found('momentum=0,9')).toBe('a')
    expect(found('units=10')).toBe('a')
    expect(found('units<=8')).toBe('b')
    expect(found('units>5')).toBe('ab')
    expect(found('units!=100')).toBe('b')
    expect(found('optimizer=Adam')).toBe('b')
    expect(found('optimizer.momentum>0.5')).toBe('a')
    expect(found('shuffle=true')).toBe('b')
    expect(found('optimum=0.9')).toBe('')
  })

  it('compares what a run is called by', () => {
    expect(found('tag="first try"')).toBe('a')
    expect(found('tag=first')).toBe('')
    expect(found('status=failed dataset=moons')).toBe('b')
    expect(found('tag!="first try"')).toBe('b')
  })

  it('wants every term', () => {
    expect(found('narrow units=8')).toBe('b')
    expect(found('wide units=8')).toBe('')
  })

  it('takes half a comparison, as while it is typed, for a word', () => {
    expect(parseSearch('units=')).toEqual([{ kind: 'word', word: 'units=' }])
  })

  it('leaves no run out as long as settings are not known', () => {
    expect(filterRuns(runs, { text: 'momentum=0.9', statuses: [] })).toHaveLength(2)
    expect(asksForSettings(parseSearch('momentum=0.9'))).toBe(true)
    expect(asksForSettings(parseSearch('tag=a moons'))).toBe(false)
  })
})
