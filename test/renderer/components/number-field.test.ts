import { expect, test } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import NumberField from '../../../src-renderer/components/NumberField.vue'
import { mountView } from '../support/mount-view.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'

async function mountField(start: number, props: Record<string, unknown> = {}, language: Language = 'en') {
  const model = ref(start)
  const Field = defineComponent(
    () => () =>
      h(NumberField, {
        label: 'Learning rate',
        modelValue: model.value,
        'onUpdate:modelValue': (value: number) => (model.value = value),
        ...props,
      }),
  )
  const { wrapper } = await mountView(Field, {}, { language })
  const input = wrapper.get('input')
  return { model, wrapper, input, note: () => wrapper.find('[role=alert]') }
}

test('every valid entry goes to the model as it is typed', async () => {
  const { model, input } = await mountField(0.1)
  await input.setValue('0.25')
  expect(model.value).toBe(0.25)
})

test('an entry that is no number stays as typed, says why, and leaves the model alone', async () => {
  const { model, input, note } = await mountField(0.1, { min: 0 })
  await input.setValue('0.2x')
  await input.trigger('blur')
  expect(input.element.value).toBe('0.2x')
  expect(note().text()).toBe('Not a number')
  expect(input.attributes('aria-invalid')).toBe('true')
  expect(model.value).toBe(0.1)
})

test('an entry out of range names the limit', async () => {
  const { model, input, note } = await mountField(5, { min: 1, max: 10, integer: true })
  await input.setValue('12')
  expect(note().text()).toBe('Must be at most 10')
  expect(model.value).toBe(5)
  await input.setValue('7')
  expect(note().exists()).toBe(false)
  expect(model.value).toBe(7)
})

test('what is typed is not rewritten while it is typed', async () => {
  const { model, input } = await mountField(1)
  await input.setValue('0.10')
  expect(input.element.value).toBe('0.10')
  await input.trigger('blur')
  expect(input.element.value).toBe('0.1')
  expect(model.value).toBe(0.1)
})

test('a large number survives leaving the field', async () => {
  const { model, input } = await mountField(1, { integer: true })
  await input.setValue('20000')
  await input.trigger('blur')
  expect(input.element.value).toBe('20000')
  expect(model.value).toBe(20_000)
})

test('the arrow keys step, with Shift ten at a time', async () => {
  const { model, input } = await mountField(32, { integer: true, min: 1 })
  await input.trigger('keydown', { key: 'ArrowUp' })
  expect(model.value).toBe(33)
  await input.trigger('keydown', { key: 'ArrowDown', shiftKey: true })
  expect(model.value).toBe(23)
  expect(input.element.value).toBe('23')
})

test('a change from outside is shown, even over an entry that was wrong', async () => {
  const { model, input, note } = await mountField(1)
  await input.setValue('oops')
  model.value = 2
  await input.trigger('focus')
  expect(input.element.value).toBe('2')
  expect(note().exists()).toBe(false)
})

test('Russian numbers are shown and read with a comma', async () => {
  const { model, input } = await mountField(0.5, {}, 'ru')
  expect(input.element.value).toBe('0,5')
  await input.setValue('0,25')
  expect(model.value).toBe(0.25)
})

test('the label names the control and the message describes it', async () => {
  const { wrapper, input } = await mountField(1, { max: 2 })
  expect(wrapper.get('label').attributes('for')).toBe(input.attributes('id'))
  await input.setValue('3')
  const described = input.attributes('aria-describedby') ?? ''
  expect(document.getElementById(described)?.textContent).toContain('Must be at most 2')
})
