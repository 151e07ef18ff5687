import { defineComponent, h } from 'vue'
import { expect, test } from 'vitest'
import type { Evaluation } from '../../../src-main/protocol.ts'
import { useMatrices } from '../../../src-renderer/views/compare/use-matrices.ts'
import { useMatrixWords } from '../../../src-renderer/views/compare/use-matrix-words.ts'
import { useOutputWords } from '../../../src-renderer/views/compare/use-output-words.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleDetails, sampleRun } from '../support/sample-runs.ts'

const run = sampleRun({ dataset: 'circles' })
const score = { precision: 1, recall: 1, f1: 1, support: 5 }
const evaluation: Evaluation = {
  part: 'test',
  parts: { train: 80, validation: 0, test: 10 },
  checkpoint: sampleDetails(run).checkpoints[2]!,
  loss: 0.25,
  accuracy: 1,
  classes: {
    names: ['outer', 'inner'],
    confusion: [
      [5, 0],
      [0, 5],
    ],
    scores: [score, score],
    mistakes: 0,
  },
  regression: null,
  inputs: null,
  example: null,
  inputRange: { minimum: -1, maximum: 1 },
}

test('runs are compared by classes in the person’s language: in matrices and over the plane', async () => {
  const Words = defineComponent(() => {
    const { matrices } = useMatrices(() => [{ run, evaluation, failure: null, isEmpty: false }])
    const words = useMatrixWords()
    const outputs = useOutputWords()
    return () => [
      h(
        'p',
        matrices.value.map((matrix) => words.name(matrix, { truth: 0, predicted: 1 })),
      ),
      h('p', outputs([0.9], ['outer', 'inner'])),
      h('p', outputs([0.9, 0.1], ['outer', 'inner'])),
    ]
  })
  const { wrapper } = await mountView(Words, {}, { language: 'ru' })
  const texts = wrapper.findAll('p').map((one) => one.text())
  expect(texts[0]).toMatch(/внешний.*внутренний/)
  expect(texts.slice(1)).toEqual(['внутренний · 0,9', 'внешний · 0,9'])
})
