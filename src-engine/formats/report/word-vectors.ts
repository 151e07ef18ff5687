import { nearestWords } from '../../word2vec/nearest-words.ts'
import { placeWords } from '../../word2vec/place-words.ts'
import { principalPlane } from '../../word2vec/principal-plane.ts'
import type { ExportInput } from '../export-input.ts'
import { html, muted, section, table, type Html, type Section } from './html.ts'
import { round } from './plot.ts'
import { fill, type ReportWords } from './words.ts'

/** So many words are asked about, each for so many of its neighbours; so many are drawn. */
const [askedWords, neighbours, drawnWords] = [15, 5, 150]
const [width, height] = [860, 480]

/** Of a network whose inputs are words: what each is near to, and all of them on a plane. */
export function writeWordVectors(
  { model: { vocabulary }, checkpoint }: Pick<ExportInput, 'model' | 'checkpoint'>,
  weights: string,
  words: ReportWords,
): Section | null {
  const vectors = checkpoint.parameters[0]?.values
  if (!vocabulary || !vectors) return null
  const { texts, numbers } = words
  const similarity = (value: number) => numbers.setting(Number(value.toFixed(3)))
  const rows = vocabulary.slice(0, askedWords).map((word, i) => [
    word,
    nearestWords(vocabulary, vectors, i, neighbours)
      .map((one) => `${one.word} ${similarity(one.similarity)}`)
      .join(words.language === 'ru' ? '; ' : ', '),
  ])
  return section(
    'words',
    texts.words,
    muted(fill(texts.wordsNote, { weights })),
    table([texts.word, texts.nearest], rows, () => false),
    plane(vocabulary, vectors, words),
  )
}

function plane(
  vocabulary: readonly string[],
  vectors: NonNullable<ExportInput['checkpoint']['parameters'][number]>['values'],
  { texts, numbers }: ReportWords,
): Html {
  const count = Math.min(vocabulary.length, drawnWords)
  const size = vectors.length / vocabulary.length
  const { x, y, explained } = principalPlane(vectors.subarray(0, count * size), count)
  const places = placeWords({ words: vocabulary.slice(0, count), x, y }, width, height, [])
  const shown = { shown: numbers.count(count), count: numbers.count(vocabulary.length) }
  const axes = { x: numbers.share(explained[0]), y: numbers.share(explained[1]) }
  return html`<figure class="plane">
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${texts.wordPlane}">
      ${places.map((place) => {
        const dot = html`<circle class="word" cx="${round(place.x)}" cy="${round(place.y)}" r="3" />`
        if (place.named === null) return dot
        const isRight = place.named === 'right'
        return html`${dot}<text
            class="word"
            x="${round(place.x + (isRight ? 6 : -6))}"
            y="${round(place.y + 4)}"
            text-anchor="${isRight ? 'start' : 'end'}"
          >
            ${place.word}
          </text>`
      })}
    </svg>
    <figcaption class="muted">${fill(texts.wordPlaneNote, { ...shown, ...axes })}</figcaption>
  </figure>`
}
