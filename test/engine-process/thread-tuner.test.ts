import { describe, expect, test } from 'vitest'
import type { Team } from '../../src-engine/kernels/team.ts'
import { createThreadTuner, type ThreadPlan } from '../../src-main/engine_process/thread-tuner.ts'

/** A team on a machine where training with so many threads goes at a certain rate, in samples per millisecond. */
function machineOf(rateOf: (threads: number) => number, plan: ThreadPlan) {
  const used: number[] = []
  let present = 1
  let foundWork = true
  let rate = rateOf
  const team: Team = {
    get present() {
      return present
    },
    get foundWork() {
      return foundWork
    },
    invite: () => ({}),
    use(threads) {
      used.push(Math.min(threads, present))
    },
    dismiss: () => undefined,
  }
  const tuner = createThreadTuner({ team, plan, recruit: (helpers) => (present += helpers) })
  return {
    tuner,
    used,
    now: () => used.at(-1) ?? 1,
    present: () => present,
    findNoWork: () => (foundWork = false),
    change: (next: (threads: number) => number) => (rate = next),
    /** Trains so many seconds in stretches of 15 ms; returns the share of them spent with each number of threads. */
    train(seconds: number): Record<number, number> {
      const stretches: Record<number, number> = {}
      const count = Math.round((1000 * seconds) / 15)
      for (let i = 0; i < count; i++) {
        const threads = used.at(-1) ?? 1
        stretches[threads] = (stretches[threads] ?? 0) + 1 / count
        tuner.afterStretch(15 * rate(threads), 15)
      }
      return stretches
    },
  }
}

const automatic = (most: number): ThreadPlan => ({ most, isFixed: false })

describe('threads found by measuring', () => {
  test('are two where two are faster, within a quarter of a second', () => {
    const machine = machineOf((threads) => 100 * threads ** 0.9, automatic(2))
    machine.train(0.25)
    expect(machine.now()).toBe(2)
  })

  test('stay one where two are no faster, and looking again costs less than 3 % of the time', () => {
    const machine = machineOf((threads) => (threads === 1 ? 100 : 60), automatic(2))
    const shares = machine.train(30)
    expect(machine.now()).toBe(1)
    expect(shares[2]).toBeLessThan(0.03)
  })

  test('stay one where two are faster only now and then, and slower on the whole', () => {
    let stretch = 0
    const machine = machineOf((threads) => (threads === 1 ? 100 : stretch++ % 4 === 0 ? 180 : 50), automatic(2))
    const shares = machine.train(30)
    expect(machine.now()).toBe(1)
    expect(shares[2]).toBeLessThan(0.03)
  })

  test('climb to as many as gain, and no higher', () => {
    const machine = machineOf((threads) => 100 * Math.min(threads, 4) - 5 * threads, automatic(16))
    machine.train(2)
    expect(machine.now()).toBe(4)
    expect(machine.present()).toBeLessThanOrEqual(8)
  })

  test('reach a number of cores that is no power of two', () => {
    const machine = machineOf((threads) => 100 * threads, automatic(6))
    machine.train(2)
    expect(machine.now()).toBe(6)
  })

  test('follow the machine: one again within five seconds once another program has the other core', () => {
    const machine = machineOf((threads) => 100 * threads, automatic(2))
    machine.train(5)
    machine.change((threads) => (threads === 1 ? 100 : 40))
    machine.train(5)
    expect(machine.now()).toBe(1)
    machine.change((threads) => 100 * threads)
    machine.train(5)
    expect(machine.now()).toBe(2)
  })

  test('are not recruited where no kernel has work worth sharing', () => {
    const machine = machineOf((threads) => 100 * threads, automatic(4))
    machine.findNoWork()
    machine.train(10)
    expect(machine.present()).toBe(1)
  })

  test('give way at once when another run wants its share', () => {
    const machine = machineOf((threads) => 100 * threads, automatic(8))
    machine.train(2)
    expect(machine.now()).toBe(8)
    machine.tuner.follow(automatic(4))
    expect(machine.now()).toBe(4)
    machine.train(5)
    expect(machine.now()).toBe(4)
  })
})

test('threads that were asked for by number are used, however fast they are', () => {
  const machine = machineOf((threads) => 100 / threads, { most: 3, isFixed: true })
  machine.train(5)
  expect(machine.now()).toBe(3)
  machine.tuner.follow({ most: 1, isFixed: true })
  machine.train(0.1)
  expect(machine.now()).toBe(1)
})
