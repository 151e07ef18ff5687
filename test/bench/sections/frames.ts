import { join } from 'node:path'
import { encode } from '@msgpack/msgpack'
import type { Page, WebSocketRoute } from '@playwright/test'
import { pack } from '../../../src-engine/explain/insight/packed.ts'
import { neuronCells, surfaceCells, type NeuronColumn } from '../../../src-engine/explain/insight/surface.ts'
import type { Insight, LabEvent, MetricPoint, Progress } from '../../../src-main/protocol.ts'
import { serve } from '../../e2e/support/serve.ts'
import type { Measurement } from '../measurement.ts'
import { median } from '../statistics.ts'
import { inTemporaryFolder } from '../support/temporary-folder.ts'
import { launchBrowser } from '../support/usable-page.ts'

/*
 * How long the frames of the page are while a run is watched: 10,000 points on the chart, and 20 times a second another
 * one and a new picture of everything that is learned. The events are put into the page's own connection, so that they
 * come as evenly and as often as they should, whatever this machine trains.
 */

const points = 10_000
const updatesPerSecond = 20
const seconds = 10

export async function measure(): Promise<readonly Measurement[]> {
  const browser = await launchBrowser()
  if (browser === null) return []
  try {
    return await inTemporaryFolder(async (folder) => {
      const lab = await serve(join(folder, 'lab.sqlite'))
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      const frames = await measureFrames(page, lab.url).finally(() => lab.stop())
      await page.close()
      const sorted = frames.toSorted((a, b) => a - b)
      const what = `${points.toLocaleString('en')} points, ${updatesPerSecond} updates a second`
      return [
        { what: `${what}: the median frame`, value: median(frames), unit: 'ms', target: null },
        { what: `${what}: 99 of 100 frames`, value: sorted[Math.floor(frames.length * 0.99)] ?? NaN, unit: 'ms', target: null }, // prettier-ignore
        { what: `${what}: the longest frame`, value: sorted.at(-1) ?? NaN, unit: 'ms', target: { atMost: 32 } },
      ]
    })
  } finally {
    await browser.close()
  }
}

/** Milliseconds between each two frames of some seconds under load. */
async function measureFrames(page: Page, url: string): Promise<number[]> {
  const connection: { route: WebSocketRoute | null } = { route: null }
  await page.routeWebSocket(/\/socket/, (route) => {
    route.connectToServer()
    connection.route = route
  })
  await page.goto(url)
  await page.getByRole('navigation').getByRole('link', { name: 'Design' }).click()
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await page.getByRole('main').getByText('Completed', { exact: true }).first().waitFor()
  const runId = decodeURIComponent(new URL(page.url()).hash.split('/').at(-1) ?? '')
  const first = 1_000_000

  function tell(event: LabEvent): void {
    connection.route?.send(Buffer.from(encode({ t: 'q', m: 'event', a: [{ sequence: null, event }], o: true })))
  }

  let step = first + points
  tell({
    type: 'progress',
    progress: progress(
      runId,
      step,
      Array.from({ length: points }, (_, i) => point(first + i)),
    ),
  })
  const timer = setInterval(() => {
    step++
    tell({ type: 'progress', progress: progress(runId, step, [point(step)]) })
    tell({ type: 'insight', runId, insight: insight(step) })
  }, 1000 / updatesPerSecond)
  await page
    .getByText(`step ${step.toLocaleString('en').slice(0, 5)}`)
    .first()
    .waitFor()
  const frames = await page.evaluate(frameTimes, seconds * 1000)
  clearInterval(timer)
  return frames
}

function progress(runId: string, step: number, news: readonly MetricPoint[]): Progress {
  return { runId, step, epoch: 1, seconds: 1, samplesPerSecond: 1, secondsLeft: null, points: news }
}

function point(step: number): MetricPoint {
  const value = 0.5 + 0.3 * Math.sin(step / 300) + 0.1 * Math.sin(step)
  return { name: 'train.loss', step, epoch: step / 25, value }
}

/** Of a network 2-8-8-1, with another surface at every step. */
function insight(step: number): Insight {
  const plane = (cells: number, shift: number) =>
    pack(Float64Array.from({ length: cells ** 2 }, (_, i) => Math.sin(i / cells + step / 10 + shift)))
  const columns = [2, 8, 8, 1].map((size, i, sizes): NeuronColumn => ({
    layer: i === 0 ? null : i - 1,
    neurons: Array.from({ length: size }, (_, n) => plane(neuronCells, n)),
    weights: Array.from({ length: size * (sizes[i - 1] ?? 0) }, (_, w) => Math.sin(w + step / 10)),
    biases: Array.from({ length: i === 0 ? 0 : size }, (_, n) => Math.cos(n + step / 10)),
  }))
  const bounds = { left: -1, right: 1, bottom: -1, top: 1 }
  return { step, surface: { bounds, outputs: [plane(surfaceCells, 0)], columns }, filters: null, layers: null }
}

/** Runs in the page. */
function frameTimes(milliseconds: number): Promise<number[]> {
  return new Promise((resolve) => {
    const times: number[] = []
    const began = performance.now()
    let last = began
    const frame = (now: number): void => {
      times.push(now - last)
      last = now
      if (now - began < milliseconds) requestAnimationFrame(frame)
      else resolve(times.slice(1))
    }
    requestAnimationFrame(frame)
  })
}
