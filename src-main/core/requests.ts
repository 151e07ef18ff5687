import type { z } from 'zod'
import { parseExperiment } from '../../src-engine/spec.ts'
import type { LabInfo, requestSchemas, RequestName, Responses, RunDetails, Settings } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import { compareRuns } from './compare.ts'
import { insightOf, planeSamplesOf } from './insights.ts'
import type { Inspector } from './inspector.ts'
import { missingFiles } from './data-files.ts'
import { listDatasets } from './known-datasets.ts'
import { decimate } from './decimate.ts'
import type { Downloads } from './download/downloads.ts'
import { listDirectory } from './directory-listing.ts'
import { createEvaluator } from './evaluator.ts'
import type { EventLog } from './event-log.ts'
import { listExamples } from './examples.ts'
import type { Explainer } from './explainer.ts'
import { openExperiment } from './experiments.ts'
import { createExporter } from './exporter.ts'
import type { Carrier } from './carrying/carrier.ts'
import { createCarryingHandlers } from './carrying/handlers.ts'
import type { Shelf } from './carrying/shelf.ts'
import { findLedgerSource } from './ledger-source.ts'
import { nearestTo, predict } from './models.ts'
import { notFound } from './refusal.ts'
import { wordPlane } from './word-plane.ts'
import type { RunControl } from './run-control.ts'
import { createRunData } from './run-data.ts'
import type { RunForks } from './run-forks.ts'
import { arraysIn } from '../files/npz-arrays.ts'
import { locate } from '../files/locate.ts'
import { openData } from './open-data.ts'
import { previewTable, readTableRows } from './tables/preview-table.ts'
import { settingsOf } from './run-settings.ts'
import { compareWeights } from './weight-comparison.ts'
import { say } from '../../src-engine/sentence.ts'

export type Handlers = {
  readonly [K in RequestName]: (argument: z.output<(typeof requestSchemas)[K]>) => Responses[K] | Promise<Responses[K]>
}

export interface RequestContext {
  readonly store: Store
  readonly events: EventLog
  readonly control: RunControl
  readonly forks: RunForks
  readonly explainer: Explainer
  readonly inspector: Inspector
  readonly downloads: Downloads
  readonly carrier: Carrier
  readonly shelf: Shelf
  readonly info: LabInfo
  readonly resources: string
  readonly settings: { read(): Settings; change(settings: Settings): Settings }
  readonly now: () => number
}

/** What the lab does for every request. Arguments have passed their schema. */
export function createHandlers(context: RequestContext): Handlers {
  const { store, events, control, forks, explainer, inspector, downloads, carrier, info, resources, settings, now } =
    context
  const data = createRunData(store)
  const evaluator = createEvaluator(store, data)
  const exporter = createExporter({ store, evaluator, explainer, carrier })
  return {
    connect({ after }) {
      const missed = after && events.since(after)
      const position = events.position()
      if (missed) return { kind: 'events', position, events: missed }
      return { kind: 'snapshot', position, snapshot: { info, settings: settings.read(), runs: store.runs.list() } }
    },
    changeSettings: (wanted) => settings.change(wanted),

    inspectDataset: (where) => inspector.inspect(where),
    examineDataset: ({ ticket, ...where }) => inspector.examine(where, ticket),
    cancelExamination({ ticket }) {
      inspector.cancel(ticket)
      return null
    },
    listDatasets: ({ opened }) => listDatasets(store, resources, opened),
    recognizeData: ({ path }) => openData(path),
    previewTable: ({ delimiter, ...place }) => previewTable(place, delimiter),
    surveyTable: ({ ticket, ...table }) => inspector.survey(table, ticket),
    readTable: (wanted) => readTableRows(wanted),
    listArrays: ({ file, directory }) => arraysIn(locate(file, directory, ['file']), file, ['file']),
    listStoredSets: () => downloads.list(),
    startDownload: ({ set }) => downloads.start(set),
    cancelDownload: ({ set }) => downloads.cancel(set),
    listDirectory: ({ directory, orFile }) => listDirectory(directory, orFile),

    listExamples: () => listExamples(resources),
    listExperiments: () => store.experiments.list(),
    saveExperiment({ id, experiment, directory }) {
      if (id !== null && !store.experiments.find(id)) throw notFound(say('That experiment is no longer in the lab.'))
      return store.experiments.save(id, parseExperiment(experiment), directory, now())
    },
    deleteExperiment({ id }) {
      if (!store.experiments.remove(id)) throw notFound(say('That experiment is no longer in the lab.'))
      return null
    },
    openExperiment: ({ path }) => openExperiment(path),

    startRun: (start) => control.start(start),
    pauseRun({ runId }) {
      control.pause(runId)
      return null
    },
    async resumeRun({ runId, epochs }) {
      await control.resume(runId, epochs)
      return null
    },
    stepRun({ runId, unit }) {
      control.step(runId, unit)
      return null
    },
    stopRun({ runId }) {
      control.stop(runId)
      return null
    },
    changeRun({ runId, ...wanted }) {
      control.change(runId, wanted)
      return null
    },
    paceRun({ runId, stepsPerSecond }) {
      control.pace(runId, stepsPerSecond)
      return null
    },
    forkRun: ({ runId, checkpoint }) => forks.fork(control.find(runId), checkpoint),
    watchRun: ({ runId, known }) => ({ live: control.watch(runId, known) }),
    getInsight: ({ runId }) => insightOf(store, data, control.find(runId)),
    getPlaneSamples: ({ runId }) => planeSamplesOf(store, data, control.find(runId)),
    getRun: ({ runId }) => detailsOf(runId),
    async pointRunToData({ runId, data: paths }) {
      await data.place(control.find(runId), paths)
      const details = detailsOf(runId)
      events.publish({ type: 'run', run: control.find(runId) })
      return details
    },
    getCurves: ({ runId, maxPoints }) => decimate(store.metrics.list(control.find(runId).id), maxPoints),
    renameRun: ({ runId, name }) => control.rename(runId, name),
    tagRun: ({ runId, tags }) => control.tag(runId, tags),
    noteRun: ({ runId, note }) => control.note(runId, note),
    async deleteRun({ runId }) {
      await control.delete(runId)
      return null
    },
    restoreRun: ({ runId }) => control.restore(runId),
    compareRuns: ({ runIds, maxPoints }) =>
      compareRuns(
        store,
        runIds.map((runId) => control.find(runId)),
        maxPoints,
      ),
    listRunSettings: ({ runIds }) => settingsOf(store, runIds),
    compareWeights: ({ runIds, referenceId }) =>
      compareWeights(
        store,
        runIds.map((runId) => control.find(runId)),
        control.find(referenceId),
      ),
    predict: ({ runId, inputs }) => ({ outputs: predict(store, control.find(runId), inputs) }),
    nearestWords: ({ runId, ...question }) => nearestTo(store, control.find(runId), question),
    evaluateRun: ({ runId, ...wish }) => evaluator.evaluate(control.find(runId), wish),
    getSamples: ({ runId, ...wish }) => evaluator.samples(control.find(runId), wish),
    explainInput: ({ runId, checkpoint, input }) => evaluator.explain(control.find(runId), checkpoint, input),
    wordVectors: ({ runId, checkpoint }) => wordPlane(store, control.find(runId), checkpoint),
    getLedger: ({ source, ...wish }) => explainer.ledger(findLedgerSource(store, control, source), wish),
    startGradientCheck: ({ source }) => ({ id: explainer.startCheck(findLedgerSource(store, control, source)) }),
    getGradientCheck: ({ id }) => explainer.checkState(id),
    stopGradientCheck({ id }) {
      explainer.stopCheck(id)
      return null
    },
    exportRun: async ({ runId, ...wanted }) => ({ files: await exporter.write(control.find(runId), wanted) }),
    previewExport: ({ runId, ...wanted }) => exporter.preview(control.find(runId), wanted),
    ...createCarryingHandlers(context),
  }

  function detailsOf(reference: string): RunDetails {
    const run = control.find(reference)
    const { fingerprint: sha256, ...spec } = store.runs.spec(run.id)
    const fingerprint = sha256 === null ? null : store.fingerprints.find(sha256)
    if (sha256 !== null && !fingerprint) throw new Error(`the fingerprint of run ${run.id} is missing`)
    return {
      ...run,
      ...spec,
      missing: missingFiles(spec.experiment.dataset, spec.directory),
      fingerprint,
      checkpoints: store.checkpoints.list(run.id),
      alarms: store.alarms.list(run.id),
      changes: store.changes.list(run.id),
    }
  }
}
