import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { leadsToData } from '../../src-engine/datasets/open-in-data.ts'
import type {
  FileInspection,
  ImportReport,
  Problem,
  RequestArguments,
  SavedExperiment,
} from '../../src-main/protocol.ts'
import { sendFile } from '../carrying/send-file.ts'
import { Cancelled, useJourney } from '../carrying/use-journey.ts'
import { useHost, useLab } from '../host/lab.ts'
import { useDesign } from './design.ts'
import { describeFailure, type Failure } from './notices.ts'

type IncomingFile = RequestArguments<'importFile'>['file']
type Destination = RequestArguments<'importFile'>['destination']

/** Where weights go: what their file says, the drawing board, `saved:ID`, or an experiment file. */
export type Choice = 'own' | 'design' | 'file' | `saved:${string}`

/** A file on its way into the lab: chosen, looked at, brought in. It goes on while its dialog is not shown. */
export const useImporting = defineStore('importing', () => {
  const lab = useLab()
  const host = useHost()
  const journey = useJourney()

  const open = ref(false)
  const file = shallowRef<IncomingFile | null>(null)
  /** What the file is called. */
  const name = ref('')
  const inspection = shallowRef<FileInspection | null>(null)
  const report = shallowRef<ImportReport | null>(null)
  const failure = shallowRef<Omit<Failure, 'id' | 'topic'> | null>(null)
  const saved = shallowRef<readonly SavedExperiment[]>([])
  const choice = ref<Choice>('own')
  const experimentPath = ref<string | null>(null)

  /** Where the file lies, when it was refused as data, which has its own place. */
  const dataPath = computed(() => {
    const isData = failure.value?.problems.some(({ remedy }) => leadsToData(remedy)) === true
    return isData && file.value?.kind === 'path' ? file.value.path : null
  })

  const content = computed(() => inspection.value?.content ?? null)
  const ready = computed(() => {
    const known = content.value
    if (!known || journey.busy.value || report.value) return false
    return known.kind !== 'weights' || (destinationIsKnown.value && known.problems.length === 0)
  })
  const destinationIsKnown = computed(() => choice.value !== 'file' || experimentPath.value !== null)

  /** Begins anew, with nothing chosen. */
  function begin(): void {
    reset()
    open.value = true
  }

  function reset(): void {
    journey.drop()
    forget()
    inspection.value = null
    report.value = null
    failure.value = null
    choice.value = 'own'
    experimentPath.value = null
  }

  /** What was sent is the lab's to keep no longer. */
  function forget(): void {
    const gone = file.value
    file.value = null
    if (gone?.kind === 'sent') lab.send('forgetFile', { id: gone.id }).catch(fail)
  }

  function close(): void {
    open.value = false
    reset()
  }

  /** A file of the machine the lab runs on, by the host's dialog. */
  async function chooseFile(title: string): Promise<void> {
    const path = await besideDialog(() => host.chooseFile({ title, extensions: [] }))
    if (path !== null) await take({ kind: 'path', path }, path.replace(/^.*[/\\]/, ''))
  }

  /** A file that was dropped or picked in the page. */
  async function bring(dropped: File): Promise<void> {
    begin()
    const path = host.pathOf(dropped)
    name.value = dropped.name
    if (path !== null) return take({ kind: 'path', path }, dropped.name)
    await attempt(async () => {
      const id = await journey.travel((steps) => sendFile(lab, dropped, steps))
      await take({ kind: 'sent', id }, dropped.name)
    })
  }

  async function take(next: IncomingFile, called: string): Promise<void> {
    reset()
    file.value = next
    name.value = called
    await attempt(async () => {
      const [found, experiments] = await Promise.all([inspect(null), lab.send('listExperiments', {})])
      saved.value = experiments
      if (found.content.kind === 'weights' && !found.content.own) await aim('design')
      else inspection.value = found
    })
  }

  const inspect = (destination: Destination) => {
    const asked = file.value
    if (!asked) throw new Error('there is no file to look at')
    return journey.travel(({ ticket }) => lab.send('inspectFile', { file: asked, destination, ticket }))
  }

  /** Says where weights go, and looks how they fit there. */
  async function aim(next: Choice): Promise<void> {
    choice.value = next
    if (!destinationIsKnown.value) return
    await attempt(async () => (inspection.value = await inspect(destination())))
  }

  async function chooseExperiment(title: string): Promise<void> {
    const path = await besideDialog(() => host.chooseFile({ title, extensions: ['json'] }))
    if (path === null) return
    experimentPath.value = path
    await aim('file')
  }

  function destination(): Destination {
    const one = saved.value.find(({ id }) => choice.value === `saved:${id}`)
    if (one) return { kind: 'experiment', experiment: one.experiment, directory: one.directory }
    if (choice.value === 'file' && experimentPath.value !== null) return { kind: 'path', path: experimentPath.value }
    if (choice.value !== 'design') return null
    const design = useDesign()
    return { kind: 'experiment', experiment: design.experiment, directory: design.draft.directory }
  }

  async function store(): Promise<void> {
    const chosen = file.value
    if (!chosen || !ready.value) return
    const goal = content.value?.kind === 'weights' ? destination() : null
    await attempt(async () => {
      report.value = await journey.travel(({ ticket }) =>
        lab.send('importFile', { file: chosen, destination: goal, ticket }),
      )
      forget()
    })
  }

  /** Two dialogs at once would fight for the focus. */
  async function besideDialog<T>(ask: () => Promise<T>): Promise<T> {
    open.value = false
    try {
      return await ask()
    } finally {
      open.value = true
    }
  }

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    failure.value = null
    try {
      await work()
    } catch (error) {
      fail(error)
    }
  }

  function fail(error: unknown): void {
    if (error instanceof Cancelled) return
    const described = describeFailure(error)
    failure.value = { ...described, problems: saidOfFile(described.problems) }
  }

  /** Problems of the file as a whole are told with its name in their place. */
  function saidOfFile(problems: readonly Problem[]): readonly Problem[] {
    return problems.map((problem) => (problem.path.length === 0 ? { ...problem, path: [name.value] } : problem))
  }

  return {
    open,
    name,
    inspection,
    content,
    report,
    failure,
    dataPath,
    saved,
    choice,
    experimentPath,
    destinationIsKnown,
    ready,
    saidOfFile,
    busy: journey.busy,
    progress: journey.progress,
    begin,
    close,
    chooseFile,
    bring,
    aim,
    chooseExperiment,
    store,
    cancel: journey.cancel,
  }
})
