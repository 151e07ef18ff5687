import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type {
  LiveSettings,
  Progress,
  RequestArguments,
  RunDetails,
  RunStatus,
  RunSummary,
} from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'
import { useNavigation } from './navigation.ts'

const unfinished: readonly RunStatus[] = ['running', 'paused', 'queued']

/** Whether the run is under way: running, paused or waiting for its turn. */
export const isUnfinished = (run: RunSummary): boolean => unfinished.includes(run.status)

const resumable: readonly RunStatus[] = ['paused', 'interrupted', 'stopped', 'failed']

/** Whether the run can go on from where it stands. */
export const isResumable = (run: RunSummary): boolean => resumable.includes(run.status)

/** Whether it has weights that were trained, here or where they were brought from. */
export const hasWeights = ({ step, imported, origin }: RunSummary): boolean =>
  step > 0 || imported !== null || origin !== null

/** Every run of the lab, as up to date as the last event. */
export const useRuns = defineStore('runs', () => {
  const lab = useLab()
  const navigation = useNavigation()
  const runs = shallowReactive(new Map<string, RunSummary>())
  const secondsLeft = shallowReactive(new Map<string, number | null>())

  /** The newest first. */
  const list = computed(() => [...runs.values()].sort((a, b) => b.number - a.number))
  const withStatus = (status: RunStatus): RunSummary[] => list.value.filter((run) => run.status === status)
  const running = computed(() => withStatus('running'))
  const queued = computed(() => withStatus('queued'))
  const paused = computed(() => withStatus('paused'))

  lab.follow({
    snapshot(snapshot) {
      runs.clear()
      secondsLeft.clear()
      snapshot.runs.forEach((run) => runs.set(run.id, run))
      navigation.keepOnly((id) => runs.has(id))
    },
    event(event) {
      if (event.type === 'run') keep(event.run)
      else if (event.type === 'runDeleted') forget(event.runId)
      else if (event.type === 'progress') advance(event.progress)
    },
  })

  function keep(run: RunSummary): RunSummary {
    runs.set(run.id, run)
    if (run.status !== 'running') secondsLeft.delete(run.id)
    return run
  }

  function forget(runId: string): void {
    runs.delete(runId)
    secondsLeft.delete(runId)
    navigation.keepOnly((id) => id !== runId)
  }

  function advance(progress: Progress): void {
    const run = runs.get(progress.runId)
    if (!run) return
    const latest = { ...run.latest }
    for (const point of progress.points) latest[point.name] = point.value
    const { step, seconds, samplesPerSecond } = progress
    runs.set(run.id, { ...run, step, seconds, samplesPerSecond, latest, epoch: Math.floor(progress.epoch) })
    secondsLeft.set(run.id, progress.secondsLeft)
  }

  /** Shown at once: who presses a key twice goes two paces on. */
  async function pace(runId: string, stepsPerSecond: number | null): Promise<void> {
    const before = runs.get(runId)
    if (before) runs.set(runId, { ...before, stepsPerSecond })
    try {
      await lab.send('paceRun', { runId, stepsPerSecond })
    } catch (error) {
      const now = runs.get(runId)
      if (now && before) runs.set(runId, { ...now, stepsPerSecond: before.stepsPerSecond })
      throw error
    }
  }

  return {
    list,
    running,
    queued,
    paused,
    get: (runId: string): RunSummary | undefined => runs.get(runId),
    /** Seconds until the run is done, or null when that is not known. */
    timeLeft: (runId: string): number | null => secondsLeft.get(runId) ?? null,

    /** Each of these throws LabFailure. */
    start: async (run: RequestArguments<'startRun'>): Promise<RunSummary> => keep(await lab.send('startRun', run)),
    details: (runId: string): Promise<RunDetails> => lab.send('getRun', { runId }),
    pause: (runId: string) => lab.send('pauseRun', { runId }),
    resume: (runId: string) => lab.send('resumeRun', { runId }),
    step: (runId: string, unit: 'batch' | 'epoch') => lab.send('stepRun', { runId, unit }),
    stop: (runId: string) => lab.send('stopRun', { runId }),
    change: (runId: string, settings: LiveSettings) => lab.send('changeRun', { runId, ...settings }),
    pace,
    fork: async (runId: string, checkpoint: string): Promise<RunSummary> =>
      keep(await lab.send('forkRun', { runId, checkpoint })),
    rename: async (runId: string, name: string) => keep(await lab.send('renameRun', { runId, name })),
    tag: async (runId: string, tags: readonly string[]) => keep(await lab.send('tagRun', { runId, tags: [...tags] })),
    note: async (runId: string, note: string) => keep(await lab.send('noteRun', { runId, note })),
    async remove(runId: string): Promise<void> {
      await lab.send('deleteRun', { runId })
      forget(runId)
    },
    restore: async (runId: string) => keep(await lab.send('restoreRun', { runId })),
  }
})
