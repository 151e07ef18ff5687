import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { DatasetSpec, KnownDataset } from '../../src-main/protocol.ts'
import { designId, isFrom, type DataEntry } from '../data/data-entry.ts'
import { keepOpened, readOpened, type OpenedData } from '../data/opened-data.ts'
import { sketchOf, type DataSize, type Sketch } from '../data/sketch.ts'
import { setAt } from '../design/set-at.ts'
import { useLab } from '../host/lab.ts'
import { useDesign } from './design.ts'

/** What data of a kind always asks for; null where only a look at it tells. */
function usualTask(name: DatasetSpec['name']): DataSize['task'] {
  if (name === 'text') return 'words'
  return name === 'csv' || name === 'npz' || name === 'inline' ? null : 'classification'
}

/** Every dataset there is to look at, what was changed of it while looking, and what became known of it. */
export const useDatasets = defineStore('datasets', () => {
  const lab = useLab()
  const design = useDesign()

  const known = shallowRef<readonly KnownDataset[] | null>(null)
  const opened = shallowRef<readonly OpenedData[]>(readOpened(localStorage))
  const search = ref('')
  /** Parameters changed here, by entry; what the drawing board holds is changed there. */
  const changed = shallowReactive(new Map<string, DatasetSpec>())
  /** As examinations have found it. */
  const sizes = shallowReactive(new Map<string, DataSize>())
  const sketches = new Map<string, Sketch>()

  const onBoard = computed((): DataEntry => {
    const { experiment, draft } = design
    const same = known.value?.find((one) => isFrom(one, experiment.dataset, draft.directory))
    return {
      id: designId,
      group: 'design',
      dataset: experiment.dataset,
      seed: experiment.seed,
      directory: draft.directory,
      files: same?.files ?? [],
      fingerprint: same?.fingerprint ?? null,
      runIds: same?.runIds ?? [],
      experiments: same?.experiments ?? [],
      example: same?.example ?? null,
    }
  })
  const entries = computed((): readonly DataEntry[] => [
    onBoard.value,
    ...(known.value ?? []).map((entry) => {
      const dataset = changed.get(entry.id)
      return dataset ? { ...entry, dataset } : entry
    }),
  ])

  /** Throws LabFailure. */
  async function load(): Promise<void> {
    known.value = await lab.send('listDatasets', { opened: opened.value.map((one) => ({ ...one })) })
  }

  function change({ id, dataset }: DataEntry, key: string, value: unknown): void {
    if (id === designId) design.set(['dataset', key], value)
    else changed.set(id, setAt(dataset, [key], value))
  }

  /** The same data, read otherwise; of data a person has opened, also at the next start. Throws LabFailure. */
  async function replace({ id, files }: DataEntry, dataset: DatasetSpec): Promise<void> {
    const same = openedOf(files)
    if (id === designId) design.set(['dataset'], dataset)
    else if (same.length === 0) changed.set(id, dataset)
    else {
      changed.delete(id)
      const next = opened.value.map((one) => (same.includes(one) ? { ...one, dataset } : one))
      opened.value = keepOpened(localStorage, next)
      await load()
    }
  }

  /** Puts data on the list and returns its entry. Throws LabFailure. */
  async function open(data: OpenedData): Promise<DataEntry | null> {
    opened.value = keepOpened(localStorage, [data, ...opened.value])
    await load()
    const paths = Object.values(data.dataset)
    return (
      entries.value.find(({ files }) => files.length > 0 && files.every(({ path }) => paths.includes(path))) ?? null
    )
  }

  const isOpened = ({ files }: DataEntry): boolean => openedOf(files).length > 0

  function openedOf(files: DataEntry['files']): OpenedData[] {
    if (files.length === 0) return []
    return opened.value.filter(({ dataset }) => files.every(({ path }) => Object.values(dataset).includes(path)))
  }

  /** Takes opened data off the list, unless runs or experiments use it. Throws LabFailure. */
  async function forget({ files }: DataEntry): Promise<void> {
    const gone = openedOf(files)
    opened.value = keepOpened(
      localStorage,
      opened.value.filter((one) => !gone.includes(one)),
    )
    await load()
  }

  /** A small picture; the same data is drawn once. */
  function sketch({ dataset, seed }: DataEntry): Sketch {
    const key = `${seed} ${JSON.stringify(dataset)}`
    const drawn = sketches.get(key) ?? sketchOf(dataset, seed)
    sketches.set(key, drawn)
    return drawn
  }

  /** How much there is of it, as far as anybody has looked. */
  function sizeOf(entry: DataEntry): DataSize | null {
    const { fingerprint, dataset } = entry
    const drawn = sketch(entry).size ?? sizes.get(entry.id)
    if (drawn || !fingerprint) return drawn ?? null
    const { count, inputShape } = fingerprint
    return { count, inputShape, task: usualTask(dataset.name) }
  }

  return {
    known,
    entries,
    search,
    changed,
    load,
    change,
    replace,
    reset: (id: string) => void changed.delete(id),
    open,
    isOpened,
    forget,
    sketch,
    sizeOf,
    learn: (id: string, size: DataSize) => void sizes.set(id, size),
  }
})
