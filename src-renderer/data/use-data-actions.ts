import { useOpening } from '../design/use-opening.ts'
import type { DataFacts } from '../design/fixes.ts'
import { useHost, useLab } from '../host/lab.ts'
import { useText } from '../i18n/use-text.ts'
import { useDatasets } from '../stores/datasets.ts'
import { useDesign } from '../stores/design.ts'
import { useNavigation } from '../stores/navigation.ts'
import { useNotices } from '../stores/notices.ts'
import { useRunsTable } from '../stores/runs-table.ts'
import { entryOf, datasetCatalog } from '../design/catalog.ts'
import { designId, fileName, portableSpec, type DataEntry } from './data-entry.ts'
import { starterFor } from './starter-for.ts'
import { useDataNames } from './use-data-names.ts'

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

  /** The experiment on the drawing board gets this data; all else stays. */
  function use(entry: DataEntry): void {
    if (entry.id !== designId) {
      design.set(['dataset'], portableSpec(entry.dataset, entry.files))
      notices.tell(t('data.used', { name: names.title(entry) }), { label: t('common.undo'), run: design.undo })
    }
    navigation.go('design')
  }

  /** @param facts what was found of the data */
  function startFresh(entry: DataEntry, facts: DataFacts): void {
    const spec = portableSpec(entry.dataset, entry.files)
    const name = t('data.fresh', { name: names.title(entry) }).slice(0, 200)
    const experiment = starterFor(spec, facts, name, entry.seed)
    opening.open({ experiment, directory: entry.directory, savedId: null })
  }

  function showRuns(entry: DataEntry): void {
    table.showOnly(entry.runIds, names.title(entry))
    navigation.go('runs')
  }

  /** Asks for images and, unless they lie beside them under the usual name, for their labels. */
  async function openImages(): Promise<void> {
    const images = await host.chooseFile({ title: t('data.chooseImages'), extensions: [] })
    if (images === null) return
    const title = t('data.chooseLabels', { name: fileName(images) })
    const labels = (await labelsBeside(images)) ?? (await host.chooseFile({ title, extensions: [] }))
    if (labels === null) return
    const fresh = { ...entryOf(datasetCatalog, 'idx').fresh(), images, labels }
    const entry = await notices.attempt(() => datasets.open({ dataset: fresh, seed: 1, directory: null }))
    if (entry) navigation.go('data', entry.id)
  }

  async function labelsBeside(images: string): Promise<string | null> {
    const name = fileName(images)
    const directory = images.slice(0, images.length - name.length)
    const labels = name.replace('images', 'labels').replace('idx3', 'idx1')
    if (labels === name) return null
    const listing = await notices.attempt(() => lab.send('listDirectory', { directory }))
    return listing?.entries.some((entry) => entry.kind === 'file' && entry.name === labels) ? directory + labels : null
  }

  async function forget(entry: DataEntry): Promise<void> {
    const name = names.title(entry)
    const gone = await notices.attempt(() => datasets.forget(entry).then(() => true))
    if (!gone) return
    navigation.go('data')
    notices.tell(t('data.forgotten', { name }))
  }

  return { use, startFresh, showRuns, openImages, forget }
}
