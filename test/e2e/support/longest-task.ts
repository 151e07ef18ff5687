import type { Page } from '@playwright/test'

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds of the processor's time, which does not grow where others take the processor. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/**
 * The longest time in milliseconds that the page's thread worked without being able to draw or to answer while `work` was
 * done.
 */
export async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  const browser = page.context().browser()
  if (!browser) throw new Error('the page has no browser')
  await browser.startTracing(page, { categories: ['toplevel'] })
  await work()
  const trace = (await browser.stopTracing()).toString()
  const { traceEvents: tasks } = JSON.parse(trace) as { traceEvents: TraceEvent[] }
  const threads = tasks.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const isPage = ({ pid, tid }: TraceEvent): boolean => threads.some((one) => one.pid === pid && one.tid === tid)
  const times = tasks.filter((task) => task.tdur !== undefined && isPage(task)).map(({ tdur = 0 }) => tdur / 1000)
  if (times.length === 0) throw new Error('the trace has no tasks of the page')
  return times.reduce((longest, time) => Math.max(longest, time), 0)
}
