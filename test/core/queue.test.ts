import { describe, expect, test } from 'vitest'
import { createRunQueue } from '../../src-main/core/run-queue.ts'
import { endless, experiment, openTestLab } from './temporary-lab.ts'

describe('the queue', () => {
  function recordedQueue(limit: number) {
    const started: string[] = []
    return { started, queue: createRunQueue(limit, (run) => started.push(run)) }
  }

  test('starts runs in the order they came, never more than its limit at once', () => {
    const { started, queue } = recordedQueue(2)
    for (const run of ['a', 'b', 'c', 'd']) queue.add(run)
    expect(started).toEqual(['a', 'b'])
    queue.remove('b')
    expect(started).toEqual(['a', 'b', 'c'])
    queue.remove('a')
    expect(started).toEqual(['a', 'b', 'c', 'd'])
  })

  test('forgets a waiting run that is taken out', () => {
    const { started, queue } = recordedQueue(1)
    for (const run of ['a', 'b', 'c']) queue.add(run)
    queue.remove('b')
    queue.remove('a')
    expect(started).toEqual(['a', 'c'])
  })

  test('does not count or start a run twice', () => {
    const { started, queue } = recordedQueue(1)
    for (const run of ['a', 'a', 'b', 'b']) queue.add(run)
    queue.remove('a')
    queue.remove('b')
    expect(started).toEqual(['a', 'b'])
  })

  test('a higher limit starts those that wait, a lower one lets those that train finish', () => {
    const { started, queue } = recordedQueue(1)
    for (const run of ['a', 'b', 'c', 'd']) queue.add(run)
    queue.setLimit(3)
    expect(started).toEqual(['a', 'b', 'c'])
    queue.setLimit(1)
    queue.remove('a')
    queue.remove('b')
    expect(started).toEqual(['a', 'b', 'c'])
    queue.remove('c')
    expect(started).toEqual(['a', 'b', 'c', 'd'])
  })

  test('starts nothing once it is closed', () => {
    const { started, queue } = recordedQueue(1)
    for (const run of ['a', 'b']) queue.add(run)
    queue.close()
    queue.remove('a')
    expect(started).toEqual(['a'])
  })
})

describe('runs that wait', () => {
  test('train one after another, first come, first served', async () => {
    const lab = openTestLab({ concurrency: 1 })
    const runs = [await lab.start(experiment(2)), await lab.start(experiment(2)), await lab.start(experiment(2))]
    expect(runs.map(({ status }) => status)).toEqual(['running', 'queued', 'queued'])
    await lab.untilStatus(runs[2]!.id, 'completed')
    const changes = lab.events.flatMap(({ event }) =>
      event.type === 'run' && ['running', 'completed'].includes(event.run.status)
        ? [`${event.run.number} ${event.run.status}`]
        : [],
    )
    expect([...new Set(changes)]).toEqual([1, 2, 3].flatMap((n) => [`${n} running`, `${n} completed`]))
  })

  test('a paused run gives its place up and waits for one to go on', async () => {
    const lab = openTestLab({ concurrency: 1 })
    const first = await lab.start(experiment(endless))
    const second = await lab.start(experiment(endless))
    await lab.ask('pauseRun', { runId: first.id })
    await lab.untilStatus(second.id, 'running')
    await lab.ask('resumeRun', { runId: first.id })
    expect((await lab.ask('getRun', { runId: first.id })).status).toBe('queued')
    const { step } = await lab.ask('getRun', { runId: first.id })
    await lab.ask('stopRun', { runId: second.id })
    await lab.untilStatus(first.id, 'running')
    await lab.untilStep(first.id, step)
  })

  test('a waiting run can be paused and resumed before it ever trained', async () => {
    const lab = openTestLab({ concurrency: 1 })
    const first = await lab.start(experiment(endless))
    const second = await lab.start(experiment(2))
    await lab.ask('pauseRun', { runId: second.id })
    await lab.ask('stopRun', { runId: first.id })
    await lab.untilStatus(first.id, 'stopped')
    expect((await lab.ask('getRun', { runId: second.id })).status).toBe('paused')
    await lab.ask('resumeRun', { runId: second.id })
    await lab.untilStatus(second.id, 'completed')
  })

  test('more run at once as soon as the setting says so, and the setting is kept', async () => {
    const lab = openTestLab({ concurrency: 1 })
    await lab.start(experiment(endless))
    const second = await lab.start(experiment(endless))
    expect(second.status).toBe('queued')
    await lab.ask('changeSettings', { concurrency: 2, threads: null })
    await lab.untilStatus(second.id, 'running')
    expect(lab.events.some(({ event }) => event.type === 'settings' && event.settings.concurrency === 2)).toBe(true)
    await lab.close()
    const again = openTestLab({ database: lab.database })
    const connection = await again.ask('connect', { after: null })
    expect(connection).toMatchObject({ snapshot: { settings: { concurrency: 2 } } })
  })
})
