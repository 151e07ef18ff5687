import type { DatasetSpec, KnownDataset } from '../../src-main/protocol.ts'

export const dataGroups = ['design', 'generated', 'text', 'files', 'own'] as const

export type DataGroup = (typeof dataGroups)[number]

/** The id of the data on the drawing board. */
export const designId = 'design'

/** One line of the list of datasets: what the lab knows, or what is on the drawing board. */
export interface DataEntry extends Omit<KnownDataset, 'group'> {
  readonly group: DataGroup
}

/** Whether it can be had at all, as far as one can tell without reading it. */
export function isGone({ files }: DataEntry): boolean {
  return files.some(({ bytes }) => bytes === null)
}

/** The last part of a path, on whichever system the lab runs. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path
}

/** The same data, found from anywhere: files by their full paths. */
export function portableSpec(spec: DatasetSpec, files: DataEntry['files']): DatasetSpec {
  // A key that names a file takes any path.
  return { ...spec, ...Object.fromEntries(files.map(({ key, path }) => [key, path])) } as DatasetSpec
}

/** Whether every word of a search is found in what stands for an entry. */
export function matchesSearch(text: string, search: string): boolean {
  const found = text.toLocaleLowerCase()
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word))
}
