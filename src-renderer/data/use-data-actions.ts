import { useOpening } from '../design/use-opening.ts'
import { useHost, useLab } from '../host/lab.ts'
import { useText } from '../i18n/use-text.ts'
import type { DatasetSpec } from '../../src-main/protocol.ts'
import { useTables } from '../table/use-tables.ts'
import { useDatasets } from '../stores/datasets.ts'
import { useDesign } from '../stores/design.ts'
import { useNavigation } from '../stores/navigation.ts'
import { useNotices } from '../stores/notices.ts'
import { useRunsTable } from '../stores/runs-table.ts'
import { entryOf, datasetCatalog } from '../design/catalog.ts'
import { designId, portableSpec, type DataEntry } from './data-entry.ts'
import { starterFor, type StarterFacts } from './starter-for.ts'
import { useDataNames } from './use-data-names.ts'
import { useImageFiles } from './use-image-files.ts'

/** What a person does with a dataset: learns from it, looks at its runs, brings another from files. */
export function useDataActions() {
  const { t } = useText()
  const lab = useLab()
  const host = useHost()
  const design = useDesign()
  const datasets = useDatasets()
  const navigation = useNavigation()
  const notices = useNotices()
  const opening = useOpening()
  const table = useRunsTable()
  const names = useDataNames()
  const imageFiles = useImageFiles()
  const tables = useTables()

  /** The experiment on the drawing board gets this data; all else stays. */
  function use(entry: DataEntry): void {
    if (entry.id !== designId) {
      design.set(['dataset'], portableSpec(entry.dataset, entry.files))
      notices.tell(t('data.used', { name: names.title(entry) }), { label: t('common.undo'), run: design.undo })
    }
    navigation.go('design')
  }

  /** @param facts what was found of the data */
  function startFresh(entry: DataEntry, facts: StarterFacts): void {
    const spec = portableSpec(entry.dataset, entry.files)
    const name = t('data.fresh', { name: names.title(entry) }).slice(0, 200)
    const experiment = starterFor(spec, facts, name, entry.seed)
    opening.open({ experiment, directory: entry.directory, savedId: null })
  }

  function showRuns(entry: DataEntry): void {
    table.showOnly(entry.runIds, names.title(entry))
    navigation.go('runs')
  }

  async function openImages(): Promise<void> {
    const files = await imageFiles.choose()
    if (files) await show({ ...entryOf(datasetCatalog, 'idx').fresh(), ...files })
  }

  /** Asks for a file and finds out what it is; a table is set up on the way. */
  async function openFile(): Promise<void> {
    const path = await host.chooseFile({ title: t('data.open.title'), extensions: [] })
    if (path !== null) await openPath(path)
  }

  async function openFolder(): Promise<void> {
    const path = await host.chooseFile({ title: t('data.open.folderTitle'), extensions: [], directory: true })
    if (path !== null) await openPath(path)
  }

  async function openPath(path: string): Promise<void> {
    const found = await notices.attempt(() => lab.send('recognizeData', { path }), 'openFile')
    if (found?.kind === 'images') {
      const files = await imageFiles.chooseLabels(path)
      if (files) await show({ ...entryOf(datasetCatalog, 'idx').fresh(), ...files })
    } else if (found?.dataset.name === 'csv') {
      const spec = await tables.openFile(found.dataset.file)
      if (spec) await show(spec)
    } else if (found) await show(found.dataset)
  }

  /** Puts data of this machine on the list, and shows it. */
  async function show(dataset: DatasetSpec): Promise<void> {
    const entry = await notices.attempt(() => datasets.open({ dataset, seed: 1, directory: null }))
    if (entry) navigation.go('data', entry.id)
  }

  async function forget(entry: DataEntry): Promise<void> {
    const name = names.title(entry)
    const gone = await notices.attempt(() => datasets.forget(entry).then(() => true))
    if (!gone) return
    navigation.go('data')
    notices.tell(t('data.forgotten', { name }))
  }

  return { use, startFresh, showRuns, openFile, openPath, openFolder, openImages, forget }
}
