import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LabFailure } from '../../../src-renderer/host/lab-failure.ts'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { verbatim } from '../../../src-engine/sentence.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a note goes by itself, one with an action later', () => {
  const notices = useNotices()
  notices.tell('Saved')
  notices.tell('Deleted', { label: 'Undo', run: () => undefined })
  vi.advanceTimersByTime(7_000)
  expect(notices.toasts.map((toast) => toast.text)).toEqual(['Deleted'])
  vi.advanceTimersByTime(7_000)
  expect(notices.toasts).toEqual([])
})

test('an error stays until it is dismissed', () => {
  const notices = useNotices()
  notices.fail(new LabFailure('conflict', verbatim('It is running')))
  vi.advanceTimersByTime(3_600_000)
  expect(notices.failures).toMatchObject([{ code: 'conflict', sentence: verbatim('It is running') }])
  notices.dismissFailure(notices.failures[0]!.id)
  expect(notices.failures).toEqual([])
})

test('a refusal goes when another run or another view is opened, a fault of the window does not', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const notices = useNotices()
  const navigation = useNavigation()
  navigation.go('train', 'r1')
  const refuse = () => notices.fail(new LabFailure('input', verbatim('there is no file penguins.csv')))
  refuse()
  notices.fail(new TypeError('x is undefined'))
  navigation.go('train', 'r1')
  expect(notices.failures).toHaveLength(2)
  navigation.go('train', 'r2')
  expect(notices.failures).toMatchObject([{ code: 'unexpected' }])
  refuse()
  navigation.go('evaluate', 'r2')
  expect(notices.failures).toMatchObject([{ code: 'unexpected' }])
})

test('the same error is shown once', () => {
  const notices = useNotices()
  notices.fail(new LabFailure('disconnected', verbatim('Not connected')))
  notices.fail(new LabFailure('disconnected', verbatim('Not connected')))
  expect(notices.failures).toHaveLength(1)
})

test('what is not the lab’s refusal is a fault of the window, and goes to the console too', () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const notices = useNotices()
  notices.fail(new TypeError('x is undefined'))
  expect(notices.failures).toMatchObject([{ code: 'unexpected', sentence: verbatim('x is undefined') }])
  expect(log).toHaveBeenCalledOnce()
})

test('an attempt gives its result, or shows its error', async () => {
  const notices = useNotices()
  await expect(notices.attempt(() => Promise.resolve(7))).resolves.toBe(7)
  await expect(notices.attempt(() => Promise.reject(new LabFailure('input', verbatim('no'))))).resolves.toBeNull()
  expect(notices.failures).toHaveLength(1)
})

test('a success takes away what failed before it of the same kind, and nothing else', async () => {
  const notices = useNotices()
  const failing = (message: string) => () => Promise.reject(new LabFailure('input', verbatim(message)))
  await notices.attempt(failing('no such file'), 'openFile')
  await notices.attempt(failing('something else'))
  expect(notices.failures.map(({ sentence }) => sentence.template)).toEqual(['no such file', 'something else'])
  await notices.attempt(() => Promise.resolve(1), 'openFile')
  expect(notices.failures.map(({ sentence }) => sentence.template)).toEqual(['something else'])
})

test('no more than three notes are shown at once: the oldest goes', () => {
  const notices = useNotices()
  for (const text of ['one', 'two', 'three', 'four']) notices.tell(text)
  expect(notices.toasts.map((toast) => toast.text)).toEqual(['two', 'three', 'four'])
})

test('a note that lets something be undone gives way to none', () => {
  const notices = useNotices()
  const undo = { label: 'Undo', run: () => undefined }
  for (const text of ['one', 'two', 'three', 'four']) notices.tell(`${text} deleted`, undo)
  notices.tell('saved')
  notices.tell('renamed')
  const texts = notices.toasts.map((toast) => toast.text)
  expect(texts).toEqual(['one deleted', 'two deleted', 'three deleted', 'four deleted', 'renamed'])
})
