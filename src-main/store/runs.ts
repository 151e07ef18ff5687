import { sourceNameOf } from '../../src-engine/datasets/source-name.ts'
import { engineVersion } from '../../src-engine/version.ts'
import type { Experiment, ModelInfo, RunSummary } from '../protocol.ts'
import type { Connection } from './database.ts'
import { encodeNumbers } from './numbers-json.ts'
import { newRunId } from './run-id.ts'
import type { RunRepository, WholeRun } from './run-repository.ts'
import { toColumns, toSummary } from './run-row.ts'
import { prepareRunStatements } from './run-statements.ts'

export function createRuns(database: Connection): RunRepository {
  const statements = prepareRunStatements(database)

  const discard = database.transaction((id: string) => {
    const sha256 = statements.discard.get(id)
    if (typeof sha256 === 'string') statements.discardData.run({ sha256 })
  })

  function insert({ experiment, model, origin, imported, latest, metrics, reason, ...run }: WholeRun): RunSummary {
    const { training, dataset } = experiment
    const row = statements.insertWhole.get({
      ...run,
      ...toColumns(reason),
      epochs: training.epochs,
      precision: training.precision,
      dataset: dataset.name,
      source: sourceNameOf(dataset),
      latest: encodeNumbers(latest),
      metrics: metrics && encodeNumbers(metrics),
      model: JSON.stringify(model),
      experiment: JSON.stringify(experiment),
      origin: origin && JSON.stringify(origin),
      imported: imported && JSON.stringify(imported),
    })
    if (!row) throw new Error('the run was not stored')
    return toSummary(row)
  }

  return {
    create({ experiment, model, origin = null, stepsPerSecond = null, ...run }, owner, now) {
      const row = statements.insert.get({
        ...run,
        stepsPerSecond,
        id: newRunId(),
        name: experiment.name,
        now,
        owner,
        epochs: experiment.training.epochs,
        engineVersion,
        precision: experiment.training.precision,
        dataset: experiment.dataset.name,
        source: sourceNameOf(experiment.dataset),
        model: JSON.stringify(model),
        experiment: JSON.stringify(experiment),
        origin: origin && JSON.stringify(origin),
      })
      if (!row) throw new Error('the run was not stored')
      return toSummary(row)
    },
    insert,
    insertArriving(run, now) {
      const summary = insert(run)
      statements.hide.run(now, run.id)
      return summary
    },
    arrive(id) {
      statements.arrive.run(id)
    },
    discard(id) {
      discard.immediate(id)
    },
    standing(id) {
      const sign = statements.standing.get(id)
      if (sign === undefined) return null
      return sign === 0 ? 'present' : sign > 0 ? 'deleted' : 'arriving'
    },
    list: () => statements.list.all().map(toSummary),
    find(reference) {
      const number = /^#?(\d{1,15})$/.exec(reference)?.[1]
      const row = number === undefined ? statements.byId.get(reference) : statements.byNumber.get(Number(number))
      return row ? toSummary(row) : null
    },
    findDeletedToo(id) {
      const row = statements.anyById.get(id)
      return row ? toSummary(row) : null
    },
    spec(id) {
      const row = statements.spec.get(id)
      if (!row) throw new Error(`there is no run ${id}`)
      return {
        ...row,
        experiment: JSON.parse(row.experiment) as Experiment,
        model: JSON.parse(row.model) as ModelInfo,
      }
    },
    datasets: () =>
      statements.datasets.all().map((row) => ({
        ...row,
        dataset: JSON.parse(row.dataset) as Experiment['dataset'],
        runIds: JSON.parse(row.runIds) as string[],
      })),
    ownerOf: (id) => statements.owner.get(id) ?? null,
    rename(id, name) {
      statements.rename.run(name, id)
    },
    setPace(id, stepsPerSecond) {
      statements.setPace.run(stepsPerSecond, id)
    },
    claim: (id, owner) => statements.claim.run(owner, id).changes > 0,
    setStatus: (id, owner, status) => statements.setStatus.run(status, id, owner).changes > 0,
    setStarted: (id, owner, kernel, now) => statements.setStarted.run({ id, owner, kernel, now }).changes > 0,
    record: (id, owner, position, latest) =>
      statements.record.run({ id, owner, ...position, latest: encodeNumbers(latest) }).changes > 0,
    rewind(id, position, latest) {
      statements.rewind.run({ id, ...position, latest: encodeNumbers(latest) })
    },
    extend(id, experiment, totalSteps) {
      const { epochs } = experiment.training
      statements.extend.run({ id, experiment: JSON.stringify(experiment), epochs, totalSteps })
    },
    placeData(id, experiment, directory) {
      const source = sourceNameOf(experiment.dataset)
      statements.placeData.run({ id, experiment: JSON.stringify(experiment), source, directory })
    },
    adoptData(id, fingerprint) {
      statements.adopt.run(fingerprint, id)
    },
    finish: (id, owner, { metrics, reason, ...end }, now) =>
      statements.finish.run({
        id,
        owner,
        now,
        metrics: metrics && encodeNumbers(metrics),
        ...end,
        ...toColumns(reason),
      }).changes > 0,
    setDeleted: (id, deletedAt) => statements.setDeleted.run(deletedAt, id).changes > 0,
    purge(deletedBefore) {
      statements.purge.run(deletedBefore)
    },
    abandon: (owner, reason) => statements.abandon.all({ owner, ...toColumns(reason) }),
  }
}
