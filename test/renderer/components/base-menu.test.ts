import { flushPromises, mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { h } from 'vue'
import BaseMenu from '../../../src-renderer/components/BaseMenu.vue'

test('what is chosen is done once the button behind it has the focus again', async () => {
  const done: [string, string | undefined][] = []
  const wrapper = mount(BaseMenu, {
    attachTo: document.body,
    props: {
      items: [{ key: 'file', label: 'File' }],
      onChoose: (key: string) => done.push([key, document.activeElement?.textContent]),
    },
    slots: { default: () => h('button', 'Open') },
  })
  await wrapper.get('button').trigger('keydown', { key: 'Enter' })
  await flushPromises()
  const item = document.querySelector<HTMLElement>('[role=menuitem]')!
  item.focus()
  item.click()
  await flushPromises()
  expect(done).toEqual([['file', 'Open']])
  expect(document.querySelector('[role=menuitem]')).toBeNull()
  wrapper.unmount()
})
