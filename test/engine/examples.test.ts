import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseExperiment } from '../../src-engine/spec.ts'
import { datasetOf, train, trainerOf } from './support/train.ts'
import { nearestWords } from '../../src-engine/word2vec/nearest-words.ts'

const directory = join(import.meta.dirname, '../../resources/experiments')
const files = readdirSync(directory).filter((name) => name.endsWith('.json'))

function read(file: string) {
  return parseExperiment(JSON.parse(readFileSync(join(directory, file), 'utf8')), file)
}

describe('the example experiments', () => {
  it.each(files)('%s begins to train, and its loss stays finite', (file) => {
    const trainer = train(trainerOf(read(file)), 3)
    expect(trainer.diverged).toBeNull()
    expect(trainer.position().step).toBeGreaterThanOrEqual(2)
  })

  it.each([
    ['village-cbow.json', 'lake', ['river', 'sea']],
    ['village-skip-gram.json', 'cow', ['horse', 'goat', 'sheep']],
    ['village-skip-gram.json', 'baker', ['teacher', 'farmer', 'miller']],
  ])('%s brings the neighbours of "%s" together', (file, word, expected) => {
    const experiment = read(file)
    const { vocabulary = [] } = datasetOf(experiment)
    const trainer = train(trainerOf(experiment))
    const vectors = trainer.network.parameters[0]?.value ?? new Float32Array()
    const found = nearestWords(vocabulary, vectors, vocabulary.indexOf(word), expected.length)
    expect(found.map((neighbour) => neighbour.word).sort()).toEqual(expected.toSorted())
  })
})
