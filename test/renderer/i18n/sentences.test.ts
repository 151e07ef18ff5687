import { describe, expect, test } from 'vitest'
import { defineComponent } from 'vue'
import { beside, InputError, sentenceOf, type Problem } from '../../../src-engine/problem.ts'
import { say, verbatim } from '../../../src-engine/sentence.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import { useSentences, type Sentences } from '../../../src-renderer/i18n/use-sentences.ts'
import russian from '../../../src-engine/russian/index.ts'
import { experimentOf } from '../../engine/support/train.ts'
import { mountView } from '../support/mount-view.ts'
import { findTemplates } from './templates.ts'

const { said, unreadable } = findTemplates(['src-engine', 'src-main', 'src-renderer'])
const names = (template: string): string[] => [...template.matchAll(/\{(\w+)\}/g)].map(([name]) => name).sort()

test('every sentence of the lab is a literal that can be looked up', () => {
  expect(said.size).toBeGreaterThan(200)
  expect(unreadable).toEqual([])
})

test('every sentence of the lab has its Russian', () => {
  expect([...said].filter((template) => russian[template] === undefined)).toEqual([])
})

test('no Russian sentence is left over from one that is no more', () => {
  expect(Object.keys(russian).filter((template) => !said.has(template))).toEqual([])
})

test('a Russian sentence is filled with the same values', () => {
  const different = Object.entries(russian).filter(([english, text]) => names(english).join() !== names(text).join())
  expect(different).toEqual([])
})

describe('in the page', () => {
  async function speak(language: Language): Promise<Sentences> {
    let spoken: Sentences | undefined
    await mountView(
      defineComponent(() => {
        spoken = useSentences()
        return () => null
      }),
      {},
      { language },
    )
    return spoken!
  }

  test('problems of an experiment are said in Russian, parts and names as well', async () => {
    const { spoken } = await speak('ru')
    const layers = [{ type: 'relu' }, { type: 'dense', units: -4 }]
    const found = problemOf({ network: { layers } })
    expect(spoken(sentenceOf(found))).toBe('network.layers[1].units: сейчас -4; должно быть не меньше 1')
    const text = problemOf({ network: { layers: [{ type: 'relu' }] }, training: { epochs: 'many' } })
    expect(spoken(beside(text))).toBe('сейчас "many"; должно быть: число')
    expect(spoken(say('{layer} cannot take words', { layer: 'conv2d' }))).toBe('слой «Свёрточный» не принимает слова')
  })

  test('a number without end has the sign it has everywhere on the page', async () => {
    const { spoken } = await speak('ru')
    const diverged = say('the loss became {loss} in step {step}', { loss: String(-Infinity), step: 4 })
    expect(spoken(diverged)).toBe('на шаге 4 потери стали равны −∞')
  })

  test('English stays as the terminal has it', async () => {
    const { spoken } = await speak('en')
    const problem = problemOf({ network: { layers: [{ type: 'dense', units: -4 }] } })
    expect(spoken(sentenceOf(problem))).toBe('network.layers[0].units: is -4; must be at least 1')
  })

  test('a reason of before, which has no translation, is known to be English', async () => {
    const { spoken, languageOf } = await speak('ru')
    const old = verbatim('the loss became NaN in step 7; try a smaller learning rate')
    expect([spoken(old), languageOf(old)]).toEqual([old.template, 'en'])
    const closed = verbatim('the lab was closed')
    expect([spoken(closed), languageOf(closed)]).toEqual(['лабораторию закрыли', 'ru'])
  })
})

function problemOf(parts: Record<string, unknown>): Problem {
  try {
    experimentOf(parts)
  } catch (error) {
    if (error instanceof InputError && error.problems[0]) return error.problems[0]
    throw error
  }
  throw new Error('nothing is wrong with it')
}
