import { expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Finding } from '../../../src-main/protocol.ts'
import { useWarningText } from '../../../src-renderer/data/use-warning-text.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import { mountView } from '../support/mount-view.ts'

const of = { inputNames: null, targetNames: null, classNames: null, task: 'regression' } as const

async function evidence(finding: Finding, language: Language): Promise<string> {
  const Told = defineComponent(() => {
    const textOf = useWarningText()
    return () => h('p', textOf(finding, of).evidence)
  })
  const { wrapper } = await mountView(Told, {}, { language })
  return wrapper.text()
}

const repeated = (count: number, conflicting: number): Finding => ({
  kind: 'duplicate_rows',
  count,
  conflicting,
  sample: 59,
  original: 0,
})
const far = (count: number, all: number): Finding => ({
  kind: 'unscaled_targets',
  count,
  of: all,
  targets: [0],
  minimum: 2474,
  maximum: 31_030,
})

test.each([
  [repeated(1, 0), 'en', '1 sample has exactly the inputs of an earlier one: sample 60 repeats 1.'],
  [repeated(1, 1), 'en', '1 sample has exactly the inputs of an earlier one: sample 60 repeats 1. Its target is another one.'],
  [repeated(5, 1), 'en', '5 samples have exactly the inputs of an earlier one, such as sample 60, which repeats 1. 1 of them has another target.'],
  [repeated(2, 2), 'ru', 'Входы 2 примеров в точности такие же, как у более ранних: например, пример 60 повторяет 1. У 2 из них ответ другой.'],
  [far(1, 1), 'en', 'The target reaches from 2,474 to 31,030, far from 0, and the gradient of the squared error is in proportion to it.'],
  [far(1, 3), 'en', '1 of 3 targets is far from 0: target 1. It reaches from 2,474 to 31,030, and the gradient of the squared error is in proportion to it.'],
  [far(1, 3), 'ru', 'Из 3 ответов далёк от нуля 1: ответ 1. Значения — от 2 474 до 31 030, а градиент квадратичной ошибки им пропорционален.'],
] as const)('%j in %s: numbers and words agree', async (finding, language, text) => {
  expect((await evidence(finding, language)).replace(/\s/g, ' ')).toBe(text)
}) // prettier-ignore
