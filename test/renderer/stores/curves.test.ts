import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { computed } from 'vue'
import type { LabEvent, MetricPoint } from '../../../src-main/protocol.ts'
import { useCurves } from '../../../src-renderer/stores/curves.ts'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { connectStores } from '../support/mount-view.ts'
import { samplePoint, sampleRun } from '../support/sample-runs.ts'

const loss = (step: number): MetricPoint => samplePoint('train.loss', step, 1 / step)

function progressWith(...points: MetricPoint[]): LabEvent {
  const progress = { runId: 'r1', step: 0, epoch: 0, seconds: 0, samplesPerSecond: 0, secondsLeft: null, points }
  return { type: 'progress', progress }
}

async function curvesOf(
  stored: MetricPoint[],
): Promise<{ fake: FakeLab; curves: ReturnType<typeof useCurves>; steps: () => number[] | undefined }> {
  const fake = createFakeLab([sampleRun({ id: 'r1', status: 'running' })])
  fake.answers.getCurves = () => stored
  await connectStores(fake)
  const curves = useCurves()
  return { fake, curves, steps: () => curves.get('r1')?.curves['train.loss'].points.map((point) => point.step) }
}

const fetches = (fake: FakeLab): number => fake.requests.filter((request) => request.name === 'getCurves').length

test('a curve is fetched once and then grows with the events', async () => {
  const { fake, curves, steps } = await curvesOf([loss(1), loss(2)])
  expect(steps()).toBeUndefined()
  await curves.follow('r1')
  fake.happen(progressWith(loss(3), samplePoint('validation.loss', 3, 0.5)))
  await curves.follow('r1')
  expect(steps()).toEqual([1, 2, 3])
  expect(curves.get('r1')?.curves['validation.loss'].last?.value).toBe(0.5)
  expect(fetches(fake)).toBe(1)
})

test('points that arrive while the stored ones are fetched come after them, without doubles', async () => {
  const { fake, curves, steps } = await curvesOf([])
  fake.answers.getCurves = () => {
    fake.happen(progressWith(loss(2), loss(3)))
    return [loss(1), loss(2)]
  }
  await curves.follow('r1')
  expect(steps()).toEqual([1, 2, 3])
})

test('a resumed run goes on from the checkpoint: what came after it is taken back', async () => {
  const { fake, curves, steps } = await curvesOf([loss(1), loss(2), loss(3)])
  await curves.follow('r1')
  fake.happen({ type: 'rewound', runId: 'r1', step: 1 })
  fake.happen(progressWith(loss(2)))
  expect(steps()).toEqual([1, 2])
})

test('who reads a curve is told when it grows', async () => {
  const { fake, curves } = await curvesOf([loss(1)])
  await curves.follow('r1')
  const count = computed(() => curves.get('r1')?.curves['train.loss'].points.length)
  expect(count.value).toBe(1)
  fake.happen(progressWith(loss(2)))
  expect(count.value).toBe(2)
})

test('a curve that could not be fetched can be asked for again', async () => {
  const { fake, curves, steps } = await curvesOf([])
  fake.answers.getCurves = () => {
    throw new FakeRefusal({ code: 'internal', message: 'disk', problems: [] })
  }
  await expect(curves.follow('r1')).rejects.toMatchObject({ code: 'internal' })
  fake.answers.getCurves = () => [loss(1)]
  await curves.follow('r1')
  expect(steps()).toEqual([1])
})

test('after a restart of the lab the curves in sight are fetched anew', async () => {
  const { fake, curves, steps } = await curvesOf([loss(1), loss(2)])
  await curves.follow('r1')
  fake.answers.getCurves = () => [loss(1)]
  fake.instance = 'second'
  fake.drop()
  await expect.poll(steps).toEqual([1])
})

test('curves of a deleted run are forgotten', async () => {
  const { fake, curves } = await curvesOf([loss(1)])
  await curves.follow('r1')
  fake.happen({ type: 'runDeleted', runId: 'r1' })
  await flushPromises()
  expect(curves.get('r1')).toBeNull()
})
