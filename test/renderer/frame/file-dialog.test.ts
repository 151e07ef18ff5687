import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { verbatim } from '../../../src-engine/sentence.ts'
import type { DirectoryListing } from '../../../src-main/protocol.ts'
import FileDialog from '../../../src-renderer/frame/FileDialog.vue'
import { askForFile } from '../../../src-renderer/host/file-question.ts'
import { createFakeLab, FakeRefusal } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'

const home: DirectoryListing = {
  directory: '/home/ada',
  parent: '/home',
  file: null,
  entries: [
    { name: 'data', kind: 'directory', bytes: 0 },
    { name: 'xor.json', kind: 'file', bytes: 812 },
    { name: 'photo.png', kind: 'file', bytes: 90_000 },
  ],
}
const data: DirectoryListing = {
  directory: '/home/ada/data',
  parent: '/home/ada',
  file: null,
  entries: [{ name: 'mnist.json', kind: 'file', bytes: 1 }],
}

async function ask(options: { directory?: boolean } = {}) {
  const fake = createFakeLab()
  fake.answers.listDirectory = ({ directory, orFile }) => {
    if (directory === '/home/ada/data/labels' && orFile) return { ...data, file: directory }
    if (directory === '/home/ada/gone.csv') {
      const problems = [
        { path: [], message: verbatim('there is no file /home/ada/gone.csv'), remedy: verbatim('mend it') },
      ]
      throw new FakeRefusal({ code: 'input', message: '', problems })
    }
    if (directory === '/secret') throw new FakeRefusal({ code: 'not_found', message: 'No such folder', problems: [] })
    return directory === '/home/ada/data' ? data : home
  }
  const { wrapper } = await mountView(FileDialog, {}, { fake })
  const answer = askForFile({ title: 'Open an experiment', extensions: ['json'], ...options })
  await flushPromises()
  const dialog = (): HTMLElement => document.querySelector<HTMLElement>('[role=dialog]')!
  const entries = (): string[] => [...dialog().querySelectorAll('.entry .ellipsis')].map((one) => one.textContent)
  const click = async (text: string): Promise<void> => {
    const button = [...dialog().querySelectorAll('button')].find((one) => one.textContent.includes(text))!
    button.click()
    await flushPromises()
  }
  const type = async (path: string): Promise<void> => {
    const input = dialog().querySelector('input')!
    input.value = path
    input.dispatchEvent(new Event('input'))
    dialog()
      .querySelector('form')!
      .dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
  }
  return { answer, dialog, entries, click, type, wrapper }
}

test('it lists folders and only the files that fit', async () => {
  const { entries, dialog } = await ask()
  expect(dialog().textContent).toContain('Open an experiment')
  expect(entries()).toEqual(['data', 'xor.json'])
})

test('choosing goes into folders and answers with the full path of a file', async () => {
  const { answer, click } = await ask()
  await click('data')
  await click('mnist.json')
  await expect(answer).resolves.toBe('/home/ada/data/mnist.json')
})

test('a path can be typed: a folder is shown, a file is the answer', async () => {
  const { answer, type, entries } = await ask()
  await type('/home/ada/data')
  expect(entries()).toEqual(['mnist.json'])
  await type('/home/ada/data/labels')
  await expect(answer).resolves.toBe('/home/ada/data/labels')
})

test('a path that leads nowhere is told at its field, and can be mended', async () => {
  const { answer, type, dialog } = await ask()
  await type('/home/ada/gone.csv')
  expect(dialog().querySelector('.note')!.textContent.trim()).toBe('there is no file /home/ada/gone.csv; mend it')
  expect(dialog().querySelector('input')!.value).toBe('/home/ada/gone.csv')
  await type('/home/ada/data/labels')
  await expect(answer).resolves.toBe('/home/ada/data/labels')
})

test('a folder that cannot be read says so', async () => {
  const { type, dialog } = await ask()
  await type('/secret')
  expect(dialog().textContent).toContain('No such folder')
})

test('a folder can be the answer', async () => {
  const { answer, entries, click } = await ask({ directory: true })
  expect(entries()).toEqual(['data'])
  await click('data')
  await click('Choose this folder')
  await expect(answer).resolves.toBe('/home/ada/data')
})

test('Escape answers with nothing', async () => {
  const { answer, dialog } = await ask()
  dialog().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await expect(answer).resolves.toBeNull()
})

test('the keyboard begins in the path, which the first letter replaces, and follows into a folder', async () => {
  const { dialog, click } = await ask()
  const input = dialog().querySelector('input')!
  expect(document.activeElement).toBe(input)
  expect([input.selectionStart, input.selectionEnd]).toEqual([0, '/home/ada'.length])
  await click('data')
  expect(document.activeElement!.textContent).toContain('mnist.json')
})

test('of a folder, Enter on its path shows it and Enter again chooses it', async () => {
  const { answer, type, dialog } = await ask({ directory: true })
  await type('/home/ada/data')
  expect(dialog().textContent).not.toContain('xor.json')
  await type('/home/ada/data')
  await expect(answer).resolves.toBe('/home/ada/data')
})

test('it begins where something was last chosen, also in a window that is opened anew', async () => {
  const first = await ask()
  await first.click('data')
  await first.click('mnist.json')
  first.wrapper.unmount()
  const { dialog } = await ask()
  expect(dialog().querySelector('input')!.value).toBe('/home/ada/data')
})

test('where that folder is gone, it begins where the lab suggests', async () => {
  localStorage.setItem('backprop-lab.folder', JSON.stringify('/secret'))
  const { dialog } = await ask()
  expect(dialog().querySelector('input')!.value).toBe('/home/ada')
  expect(dialog().textContent).not.toContain('No such folder')
})

test('what is typed before the folder is there stays', async () => {
  const { dialog, click } = await ask()
  const input = dialog().querySelector('input')!
  const going = click('data')
  input.value = '/home/ada/da'
  input.dispatchEvent(new Event('input'))
  await going
  expect(input.value).toBe('/home/ada/da')
})
