import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { LabFailure } from '../../../src-renderer/host/lab-failure.ts'
import { useLatest } from '../../../src-renderer/stores/use-latest.ts'
import { verbatim } from '../../../src-engine/sentence.ts'

/** Questions that are answered when the test says so. */
function questioner(keep = false) {
  const question = ref<number | null>(null)
  const asked: number[] = []
  const open: { answer: (text: string) => void; refuse: (error: Error) => void }[] = []
  const ask = (number: number) => {
    asked.push(number)
    return new Promise<string>((resolve, reject) => open.push({ answer: resolve, refuse: reject }))
  }
  const latest = effectScope().run(() => useLatest(() => question.value, ask, { keep }))!
  async function set(number: number | null) {
    question.value = number
    await nextTick()
  }
  async function answer(text: string) {
    open.shift()!.answer(text)
    await flushPromises()
  }
  return { latest, asked, set, answer, open }
}

test('while one is under way, only the last that came since is asked after it', async () => {
  const { latest, asked, set, answer } = questioner()
  await set(1)
  await set(2)
  await set(3)
  expect(asked).toEqual([1])
  await answer('one')
  expect(latest.answer.value).toBeNull()
  expect(asked).toEqual([1, 3])
  await answer('three')
  expect(latest.answer.value).toBe('three')
  expect(latest.busy.value).toBe(false)
})

test('what is kept stands until the next answer, and goes when there is no question', async () => {
  const { latest, set, answer } = questioner(true)
  await set(1)
  await answer('one')
  await set(2)
  expect(latest.answer.value).toBe('one')
  await set(null)
  await answer('two')
  expect(latest.answer.value).toBeNull()
})

test('a refusal is told, and the next answer takes it back', async () => {
  const { latest, set, answer, open } = questioner()
  await set(1)
  open.shift()!.refuse(new LabFailure('input', verbatim('the files are gone')))
  await flushPromises()
  expect(latest.failure.value).toMatchObject({ code: 'input', sentence: verbatim('the files are gone') })
  await set(2)
  await answer('two')
  expect([latest.failure.value, latest.answer.value]).toEqual([null, 'two'])
})
