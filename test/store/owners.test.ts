import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { isAlive, silence } from '../../src-main/store/owners.ts'

test('a process that runs and has spoken lately is alive', () => {
  expect(isAlive({ id: 'a', process: process.pid, heartbeat: 1000 }, 1000 + silence)).toBe(true)
})

test('a process that has been silent too long is dead, even if one of its number runs', () => {
  expect(isAlive({ id: 'a', process: process.pid, heartbeat: 1000 }, 1001 + silence)).toBe(false)
})

test('a process that has ended is dead, however lately it spoke', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  const { pid } = child
  await once(child, 'exit')
  expect(isAlive({ id: 'a', process: pid!, heartbeat: 1000 }, 1000)).toBe(false)
})
