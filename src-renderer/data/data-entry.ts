import type { DatasetSpec, KnownDataset } from '../../src-main/protocol.ts'
import { sameData } from '../design/set-at.ts'

export const dataGroups = ['design', 'generated', 'stored', 'text', 'files', 'own'] as const

export type DataGroup = (typeof dataGroups)[number]

/** The id of the data on the drawing board. */
export const designId = 'design'

/** One line of the list of datasets: what the lab knows, or what is on the drawing board. */
export interface DataEntry extends Omit<KnownDataset, 'group'> {
  readonly group: DataGroup
}

/** Whether data as an experiment has it comes from what the lab knows: the same files, text or numbers. */
export function isFrom({ dataset, files }: KnownDataset, spec: DatasetSpec, directory: string | null): boolean {
  if (dataset.name !== spec.name) return false
  if (dataset.name === 'mnist' && spec.name === 'mnist') return dataset.set === spec.set && dataset.part === spec.part
  const values: Readonly<Record<string, unknown>> = spec
  if (files.length > 0) {
    return files.every(({ key, path }) => {
      const name = values[key]
      return (
        name === path || (directory !== null && path.startsWith(directory) && path.slice(directory.length + 1) === name)
      )
    })
  }
  if (dataset.name === 'text' && spec.name === 'text') return dataset.text === spec.text
  if (dataset.name === 'inline' && spec.name === 'inline') {
    return sameData([dataset.inputs, dataset.targets], [spec.inputs, spec.targets])
  }
  return true
}

/** Whether it can be had at all, as far as one can tell without reading it. */
export function isGone({ files }: DataEntry): boolean {
  return files.some(({ bytes }) => bytes === null)
}

/** The last part of a path, on whichever system the lab runs. */
export function fileName(path: string): string {
  return /[^/\\]+(?=[/\\]*$)/.exec(path)?.[0] ?? path
}

/** The same data, found from anywhere: files by their full paths, where they are named at all. */
export function portableSpec(spec: DatasetSpec, files: DataEntry['files']): DatasetSpec {
  return { ...spec, ...Object.fromEntries(files.filter(({ key }) => key in spec).map(({ key, path }) => [key, path])) }
}

/** Whether every word of a search is found in what stands for an entry. */
export function matchesSearch(text: string, search: string): boolean {
  const found = text.toLocaleLowerCase()
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word))
}
