import { basename, dirname, isAbsolute, relative, sep } from 'node:path'
import type { Sentence } from '../../src-engine/sentence.ts'
import type { Experiment } from '../protocol.ts'
import { namesIn } from './data-files.ts'

/**
 * The experiment as it leaves the lab: full paths of its data's files, which say how its author's disk is laid out and
 * are of use to nobody else, become what the files are called beside the experiment. Other names stay.
 *
 * @param directory the folder its file names are meant from; null where there is none
 */
export function portable(experiment: Experiment, directory: string | null): Experiment {
  const full = Object.entries(namesIn(experiment.dataset)).filter(([, name]) => isAbsolute(name))
  if (full.length === 0) return experiment
  const paths = full.map(([, path]) => path)
  const names =
    directory !== null && paths.every((path) => isInside(path, directory))
      ? paths.map((path) => relative(directory, path))
      : shortNames(paths)
  const dataset = Object.fromEntries(full.map(([key], i) => [key, names[i]?.replaceAll(sep, '/')]))
  return { ...experiment, dataset: { ...experiment.dataset, ...dataset } }
}

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Their last parts: as many as tell them apart, or one more where that puts all of them below one folder. */
function shortNames(paths: readonly string[]): string[] {
  const ends = (count: number) => paths.map((path) => path.split(sep).slice(-count).join(sep))
  const below = (count: number) => new Set(paths.map((path) => up(path, count))).size === 1
  const count = [1, 2].find(below)
  if (count !== undefined) return ends(count)
  const different = new Set(paths).size
  const longest = Math.max(...paths.map((path) => path.split(sep).length))
  const enough = Array.from({ length: longest }, (_, i) => i + 1).find((i) => new Set(ends(i)).size === different)
  return ends(enough ?? longest)
}

function up(path: string, count: number): string {
  return count === 0 ? path : up(dirname(path), count - 1)
}

/** What is said of files, with their names in place of their full paths. */
export function withoutFolders({ template, values }: Sentence): Sentence {
  const told = Object.entries(values).map(([key, value]) => {
    if (typeof value === 'object') return [key, withoutFolders(value)]
    return [key, typeof value === 'string' && isAbsolute(value) ? basename(value) : value]
  })
  return { template, values: Object.fromEntries(told) as Sentence['values'] }
}
