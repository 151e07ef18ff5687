import { strToU8 } from 'fflate'
import { inputError } from '../problem.ts'
import { exportLayers, type ExportInput } from './export-input.ts'
import { say } from '../sentence.ts'

/**
 * Writes the words' vectors, the rows of the embedding's weight, in the text format of Google's word2vec (2013), which
 * gensim and its like read: a line with the number of words and of dimensions, then each word with its numbers, most
 * frequent first, UTF-8.
 *
 * @throws InputError where the network is not of words, or a word could not be told from its numbers
 */
export function encodeWordVectors(input: ExportInput): Uint8Array<ArrayBuffer> {
  const { vocabulary } = input.model
  const embedding = exportLayers(input).find(({ spec }) => spec.type === 'embedding')?.weight
  if (!vocabulary || !embedding) {
    throw inputError(
      ['network', 'layers'],
      say('has no vectors of words'),
      say('export a network that begins with an embedding'),
    )
  }
  const [, dim = 0] = embedding.shape
  const lines = vocabulary.map((word, i) => {
    if (!/^\S+$/u.test(word)) {
      throw inputError(
        ['vocabulary', i],
        say('is {found}', { found: JSON.stringify(word) }),
        say('must have no spaces: they separate the numbers'),
      )
    }
    return [word, ...embedding.values.subarray(i * dim, (i + 1) * dim)].join(' ')
  })
  return strToU8([`${vocabulary.length} ${dim}`, ...lines, ''].join('\n'))
}
