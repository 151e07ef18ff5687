import { strFromU8 } from 'fflate'
import { z } from 'zod'
import { inputError } from '../problem.ts'
import { indexSentences, subsample, windowsOf, type Window } from '../word2vec/contexts.ts'
import { buildVocabulary, sentencesOf } from '../word2vec/vocabulary.ts'
import { commonKeys, wholeSet, type Dataset, type DatasetType } from './dataset.ts'
import { say } from '../sentence.ts'

const schema = z
  .strictObject({
    name: z.literal('text'),
    /** The text itself, or `file`, the name of a UTF-8 text file. */
    text: z.string().min(1).max(1_000_000).optional(),
    file: z.string().min(1).optional(),
    /** Tell a word from those around it, or those around it from the word. */
    task: z.enum(['cbow', 'skip_gram']),
    /** How many words before and after count as context. */
    window: z.int().min(1).max(50).default(2),
    /** All context words of a place in one sample, or one sample for each of them. */
    context: z.enum(['all', 'single']).default('all'),
    minCount: z.int().min(1).default(1),
    /** Threshold for leaving frequent words out (1e-5 … 1e-3 for large texts); 0 keeps all. */
    subsample: z.number().min(0).max(1).default(0),
    lowercase: z.boolean().default(true),
    ...commonKeys({ split: wholeSet, scale: 'none' }),
    scale: z.literal('none').default('none'),
  })
  .refine((spec) => (spec.text === undefined) !== (spec.file === undefined), {
    error: 'needs either "text" or "file"',
  })

/**
 * Words and the words around them, for word2vec (word2vec article; Mikolov et al., 2013).
 *
 * CBOW: inputs are the context's words, target the word in the middle. Skip-gram: the other way round, the C context
 * words of a place being targets together. Inputs and targets are indexes of the vocabulary, −1 where a context at a
 * sentence's edge has no word.
 */
export const text: DatasetType<typeof schema> = {
  name: 'text',
  schema,
  files: ({ file }): Readonly<Record<string, string>> => (file === undefined ? {} : { file }),
  load(spec, { rng, files }) {
    const sentences = sentencesOf(spec.text ?? readText(files.file), spec.lowercase)
    const vocabulary = buildVocabulary(sentences, spec.minCount)
    if (vocabulary.words.length < 2) {
      const message = say('has {count} words that occur at least {times} times', {
        count: vocabulary.words.length,
        times: spec.minCount,
      })
      throw inputError([spec.file === undefined ? 'text' : 'file'], message, say('needs at least two; lower minCount'))
    }
    const kept = subsample(indexSentences(sentences, vocabulary), vocabulary, spec.subsample, rng)
    const windows = windowsOf(kept, spec.window)
    if (windows.length === 0) {
      throw inputError(
        ['window'],
        say('leaves no word with another one beside it'),
        say('give more text or less subsampling'),
      )
    }
    const samples = spec.context === 'all' ? windows : windows.flatMap(apart)
    const contextSize = spec.context === 'all' ? 2 * spec.window : 1
    const centres = Int32Array.from(samples, ({ centre }) => centre)
    const contexts = new Int32Array(samples.length * contextSize).fill(-1)
    samples.forEach(({ context }, i) => {
      contexts.set(context, i * contextSize)
    })
    return { ...wordDataset(vocabulary.words, samples.length), ...arrange(spec.task, centres, contexts, contextSize) }
  },
}

function wordDataset(words: readonly string[], count: number) {
  return { count, targetShape: [words.length], task: 'classification', classNames: words, vocabulary: words } as const
}

function arrange(
  task: 'cbow' | 'skip_gram',
  centres: Int32Array,
  contexts: Int32Array,
  contextSize: number,
): Pick<Dataset, 'inputShape' | 'inputs' | 'targets' | 'targetIndexes'> {
  return task === 'cbow'
    ? { inputShape: [contextSize], inputs: contexts, targets: centres, targetIndexes: 1 }
    : { inputShape: [1], inputs: centres, targets: contexts, targetIndexes: contextSize }
}

/** One window for each word of its context. */
function apart({ centre, context }: Window): Window[] {
  return context.map((word) => ({ centre, context: [word] }))
}

function readText(bytes: Uint8Array | undefined): string {
  if (!bytes) throw new Error('the text file was not read')
  const content = strFromU8(bytes)
  const wrong = content.indexOf('\uFFFD')
  if (wrong >= 0)
    throw inputError(
      ['file'],
      say('is not UTF-8 after {count} characters', { count: wrong }),
      say('save it as UTF-8 text'),
    )
  return content.replace(/^\uFEFF/, '')
}
