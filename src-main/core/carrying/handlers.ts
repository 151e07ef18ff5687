import { basename, dirname, join, resolve } from 'node:path'
import type { RequestArguments, RequestName } from '../../protocol.ts'
import { checkpointsOf } from '../archive/write-archive.ts'
import type { IncomingFile } from '../imports/open-file.ts'
import type { Handlers, RequestContext } from '../requests.ts'
import { keepData } from './keep-data.ts'

type CarryingRequest = Extract<
  RequestName,
  | 'sendFile'
  | 'sendPart'
  | 'readPart'
  | 'keepData'
  | 'forgetFile'
  | 'inspectFile'
  | 'importFile'
  | 'planArchive'
  | 'archiveRuns'
  | 'cancelCarrying'
>

/** What the lab does for requests about files that come in and go out. */
export function createCarryingHandlers({
  store,
  events,
  control,
  carrier,
  shelf,
  info,
}: Pick<RequestContext, 'store' | 'events' | 'control' | 'carrier' | 'shelf' | 'info'>): Pick<
  Handlers,
  CarryingRequest
> {
  function incoming(file: RequestArguments<'importFile'>['file']): IncomingFile {
    // Of a file that was sent nobody knows the folder it came from.
    if (file.kind === 'sent') return { ...shelf.sent(file.id), directory: null }
    const path = resolve(file.path)
    return { path, name: basename(path), directory: dirname(path) }
  }

  return {
    sendFile: async ({ name, bytes }) => ({ id: await shelf.receive(name, bytes) }),
    async sendPart({ id, bytes }) {
      await shelf.append(id, bytes)
      return null
    },
    readPart: async ({ id, offset }) => ({ bytes: await shelf.read(id, offset) }),
    keepData: async ({ id }) => ({ path: await keepData(shelf.sent(id), join(dirname(info.database), 'dropped')) }),
    async forgetFile({ id }) {
      await shelf.forget(id)
      return null
    },
    inspectFile: ({ file, ticket, ...wish }) => carrier.inspect(incoming(file), wish, ticket),
    async importFile({ file, ticket, ...wish }) {
      const report = await carrier.bring(incoming(file), wish, ticket)
      if (report.kind === 'weights') events.publish({ type: 'run', run: report.run })
      if (report.kind === 'archive') for (const { run } of report.runs) events.publish({ type: 'run', run })
      return report
    },
    planArchive({ runIds }) {
      const runs = runIds.map((id) => control.find(id))
      const checkpoints = checkpointsOf(store, runs)
      return {
        runs: runs.length,
        checkpoints: checkpoints.length,
        checkpointBytes: checkpoints.reduce((sum, { bytes }) => sum + bytes, 0),
        busy: runs
          .filter(({ status }) => status === 'queued' || status === 'running')
          .map(({ id, number, name }) => ({ id, number, name })),
      }
    },
    async archiveRuns({ runIds, ticket }) {
      const { id, path } = await shelf.reserve()
      try {
        const { bytes, sha256 } = await carrier.archive(runIds, path, ticket)
        return { id, bytes, sha256 }
      } catch (error) {
        await shelf.forget(id)
        throw error
      }
    },
    cancelCarrying({ ticket }) {
      carrier.cancel(ticket)
      return null
    },
  }
}
