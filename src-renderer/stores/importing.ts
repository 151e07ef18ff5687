import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { leadsToData } from '../../src-engine/datasets/open-in-data.ts'
import type { FileInspection, ImportReport, Problem, RequestArguments } from '../../src-main/protocol.ts'
import { sendFile } from '../carrying/send-file.ts'
import { useDestination, type Choice } from '../carrying/use-destination.ts'
import { Cancelled, useJourney } from '../carrying/use-journey.ts'
import type { ChooseFileOptions } from '../host/host.ts'
import { useHost, useLab } from '../host/lab.ts'
import { describeFailure, type Failure } from './notices.ts'

type IncomingFile = RequestArguments<'importFile'>['file']

/** A file on its way into the lab: chosen, looked at, brought in. It goes on while its dialog is not shown. */
export const useImporting = defineStore('importing', () => {
  const lab = useLab()
  const host = useHost()
  const journey = useJourney()
  const goal = useDestination()

  const open = ref(false)
  const file = shallowRef<IncomingFile | null>(null)
  /** What the file is called. */
  const name = ref('')
  const inspection = shallowRef<FileInspection | null>(null)
  const report = shallowRef<ImportReport | null>(null)
  const failure = shallowRef<Omit<Failure, 'id' | 'topic'> | null>(null)
  /** Full paths of the data's files that a person has pointed at, by key. */
  const data = shallowRef<Readonly<Record<string, string>>>({})

  /** Whether the file was refused as data, which has its own place. */
  const isData = computed(() => failure.value?.problems.some(({ remedy }) => leadsToData(remedy)) === true)

  const content = computed(() => inspection.value?.content ?? null)
  const ready = computed(() => {
    const known = content.value
    if (!known || journey.busy.value || report.value) return false
    if (known.kind === 'archive') return !known.present
    return known.kind !== 'weights' || (goal.isKnown.value && known.problems.length === 0)
  })

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
    data.value = {}
    goal.reset()
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
      const [found] = await Promise.all([inspect(), goal.load()])
      if (found.content.kind === 'weights' && !found.content.own) await aim('design')
      else inspection.value = found
    })
  }

  /**
   * Leaves the file to Data: closes, and says where it lies. One that was sent is kept by the lab first. Null where that
   * failed, which is told.
   */
  async function leaveAsData(): Promise<{ readonly path: string; readonly isKept: boolean } | null> {
    const data = file.value
    if (!data || !isData.value) return null
    try {
      const path = data.kind === 'path' ? data.path : (await lab.send('keepData', { id: data.id })).path
      close()
      return { path, isKept: data.kind === 'sent' }
    } catch (error) {
      fail(error)
      return null
    }
  }

  const inspect = () => {
    const asked = file.value
    if (!asked) throw new Error('there is no file to look at')
    const wish = wanted()
    return journey.travel(({ ticket }) => lab.send('inspectFile', { file: asked, ...wish, ticket }))
  }

  const wanted = () => ({ destination: goal.destination(), data: data.value })

  /** Says where weights go, and looks how they fit there. */
  async function aim(next: Choice): Promise<void> {
    goal.choice.value = next
    data.value = {}
    if (!goal.isKnown.value) return
    await look()
  }

  const look = () => attempt(async () => (inspection.value = await inspect()))

  async function chooseExperiment(title: string): Promise<void> {
    const path = await besideDialog(() => host.chooseFile({ title, extensions: ['json'] }))
    if (path === null) return
    goal.experimentPath.value = path
    await aim('file')
  }

  /** Says where a file of the data is: of what is to be brought in, or of the experiment that was. */
  async function point(key: string, question: ChooseFileOptions): Promise<void> {
    const path = await besideDialog(() => host.chooseFile(question))
    if (path === null) return
    data.value = { ...data.value, [key]: path }
    if (report.value?.kind !== 'experiment') return look()
    const { experiment: saved, missing, ...told } = report.value
    const experiment = { ...saved.experiment, dataset: { ...saved.experiment.dataset, [key]: path } }
    await attempt(async () => {
      const kept = await lab.send('saveExperiment', { id: saved.id, experiment, directory: saved.directory })
      report.value = { ...told, experiment: kept, missing: missing.filter((file) => file.key !== key) }
    })
  }

  async function store(): Promise<void> {
    const chosen = file.value
    if (!chosen || !ready.value) return
    const wish = wanted()
    await attempt(async () => {
      report.value = await journey.travel(({ ticket }) => lab.send('importFile', { file: chosen, ...wish, ticket }))
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
    isData,
    data,
    saved: goal.saved,
    choice: goal.choice,
    experimentPath: goal.experimentPath,
    destinationIsKnown: goal.isKnown,
    ready,
    saidOfFile,
    busy: journey.busy,
    progress: journey.progress,
    begin,
    close,
    chooseFile,
    bring,
    leaveAsData,
    aim,
    chooseExperiment,
    point,
    store,
    cancel: journey.cancel,
  }
})
