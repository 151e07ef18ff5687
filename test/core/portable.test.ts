import { describe, expect, test } from 'vitest'
import { say } from '../../src-engine/sentence.ts'
import { parseExperiment } from '../../src-engine/spec.ts'
import { portable, withoutFolders } from '../../src-main/core/portable.ts'
import { experiment } from './temporary-lab.ts'

/** The data's names as they leave the lab. */
function names(dataset: Readonly<Record<string, unknown>>, directory: string | null = null): unknown {
  const left = portable(parseExperiment(experiment(1, { dataset })), directory).dataset
  return Object.fromEntries(Object.keys(dataset).map((key) => [key, (left as Record<string, unknown>)[key]]))
}

const idx = (images: string, labels: string) => ({ name: 'idx', images, labels })

describe('names of data that leave the lab', () => {
  test.each([
    ['a full path is the file’s name', '/home/ann/data/iris.csv', null, 'iris.csv'],
    ['the same outside of the experiment’s folder', '/home/ann/data/iris.csv', '/home/ann/lab', 'iris.csv'],
    ['inside it, the way from there', '/home/ann/lab/data/iris.csv', '/home/ann/lab', 'data/iris.csv'],
    ['a folder whose name begins alike is outside', '/home/ann/lab2/iris.csv', '/home/ann/lab', 'iris.csv'],
    ['a name that is relative stays', '../data/iris.csv', '/home/ann/lab', '../data/iris.csv'],
  ])('%s', (_what, file, directory, left) => {
    expect(names({ name: 'csv', file }, directory)).toEqual({ name: 'csv', file: left })
  })

  test('of several files are found beside each other, and are told apart', () => {
    expect(names(idx('/d/a/x', '/d/a/y'))).toEqual(idx('x', 'y'))
    expect(names(idx('/d/images/x', '/d/labels/y'))).toEqual(idx('images/x', 'labels/y'))
    expect(names(idx('/one/a/x', '/two/b/y'))).toEqual(idx('x', 'y'))
    expect(names(idx('/one/a/data.gz', '/two/b/data.gz'))).toEqual(idx('a/data.gz', 'b/data.gz'))
    expect(names(idx('/one/a/data.gz', '/two/a/data.gz'))).toEqual(idx('one/a/data.gz', 'two/a/data.gz'))
  })

  test('arrays of an archive are no files, and data without files stays as it is', () => {
    const archive = { name: 'npz', file: '/d/all.npz', inputs: '/x', targets: 'y' }
    expect(names(archive)).toEqual({ ...archive, file: 'all.npz' })
    const drawn = parseExperiment(experiment(1))
    expect(portable(drawn, '/d')).toBe(drawn)
  })
})

test('what is said of files is said without their folders, however deep it is said', () => {
  const inner = say('there is no file {file}', { file: '/home/ann/iris.csv' })
  const said = say('{message}; {count} of {of}', { message: inner, count: 1, of: 'a/b' })
  expect(withoutFolders(said).values).toEqual({
    message: { template: inner.template, values: { file: 'iris.csv' } },
    count: 1,
    of: 'a/b',
  })
})
