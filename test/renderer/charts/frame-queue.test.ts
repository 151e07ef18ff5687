import { expect, test } from 'vitest'
import { createFrameQueue } from '../../../src-renderer/charts/frame-queue.ts'

/** A page whose clock and frames are turned by hand. */
function setUp() {
  const asked: (() => void)[] = []
  const clock = { now: 0 }
  const done: string[] = []
  const queue = createFrameQueue(
    (work) => asked.push(work),
    () => clock.now,
  )
  const drawing = (name: string, milliseconds: number) => () => {
    clock.now += milliseconds
    done.push(name)
  }
  return { queue, asked, done, drawing, frame: () => asked.shift()?.() }
}

test('what is asked for twice before a frame is drawn once', () => {
  const { queue, done, drawing, frame, asked } = setUp()
  const draw = drawing('loss', 1)
  queue.add(draw)
  queue.add(draw)
  frame()
  expect(done).toEqual(['loss'])
  expect(asked).toHaveLength(0)
})

test('what does not fit a frame waits for the next, in order', () => {
  const { queue, done, drawing, frame } = setUp()
  queue.add(drawing('loss', 3))
  queue.add(drawing('accuracy', 3))
  queue.add(drawing('surface', 20))
  queue.add(drawing('neurons', 1))
  frame()
  expect(done).toEqual(['loss', 'accuracy'])
  frame()
  expect(done).toEqual(['loss', 'accuracy', 'surface'])
  frame()
  expect(done).toEqual(['loss', 'accuracy', 'surface', 'neurons'])
})

test('a drawing that is taken back is not drawn, and one that fails does not keep the others waiting', () => {
  const { queue, done, drawing, frame } = setUp()
  const gone = drawing('gone', 1)
  queue.add(() => {
    throw new Error('no canvas')
  })
  queue.add(gone)
  queue.add(drawing('loss', 1))
  queue.remove(gone)
  expect(frame).toThrow('no canvas')
  frame()
  expect(done).toEqual(['loss'])
})
