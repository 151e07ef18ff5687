import type { DatasetExamination } from '../../src-main/protocol.ts'
import { formatShape } from '../../src-engine/shape.ts'
import { useTerms } from '../design/use-terms.ts'
import { useFormat } from '../format/use-format.ts'
import { useText } from '../i18n/use-text.ts'
import { designId, fileName, isGone, type DataEntry } from './data-entry.ts'
import type { DataSize } from './sketch.ts'

/** What datasets and their columns are called, in the person's language. */
export function useDataNames() {
  const { t, plural, language } = useText()
  const terms = useTerms()
  const format = useFormat()

  /** An example's text goes by the example, without the method it is learned with; a file by its name; a text by its first words. */
  function title({ id, group, dataset, files, example }: DataEntry): string {
    if (id === designId || group === 'generated') return terms.dataset(dataset.name)
    if (example) {
      const name = example[language.value]
      return dataset.name === 'text' ? (name.split(':')[0] ?? name) : name
    }
    if (dataset.name === 'mnist') return t(`data.stored.${dataset.part}`, { set: t(`downloads.names.${dataset.set}`) })
    const [file] = files
    if (file) return fileName(file.path)
    if (dataset.name === 'text') return `${(dataset.text ?? '').trim().slice(0, 60)}…`
    if (dataset.name === 'inline') return t('data.inline', { count: format.count(dataset.inputs.length) })
    return terms.dataset(dataset.name)
  }

  function size({ count, inputShape, task }: DataSize): string {
    const text = t('data.size', { count: format.count(count), shape: formatShape(inputShape) })
    return task === null ? text : `${text} · ${t(`data.task.${task}`)}`
  }

  /** What stands under the name in the list: how much there is, or what is wrong. */
  function detail(entry: DataEntry, known: DataSize | null): string {
    if (isGone(entry)) return t(entry.dataset.name === 'mnist' ? 'data.stored.absent' : 'data.gone')
    return known ? size(known) : terms.dataset(entry.dataset.name)
  }

  /** Everything a search may find an entry by. */
  function searchText(entry: DataEntry): string {
    const paths = entry.files.map(({ path }) => path)
    return [
      title(entry),
      terms.dataset(entry.dataset.name),
      entry.dataset.name,
      t(`data.groups.${entry.group}`),
      ...paths,
      ...entry.experiments,
    ].join(' ')
  }

  return {
    title,
    size,
    detail,
    searchText,
    about: ({ dataset }: DataEntry): string => t(`data.about.${dataset.name}`),
    runs: (count: number): string => plural('data.runs', count, { count: format.count(count) }),
  }
}

type Names = Pick<DatasetExamination, 'inputNames' | 'classNames'>

/** `x`, or `x₃` where inputs have no names. */
export function inputName({ inputNames }: Names, index: number): string {
  return inputNames?.[index] ?? `x${subscript(index + 1)}`
}

export function className({ classNames }: Names, label: number): string {
  return classNames?.[label] ?? String(label)
}

function subscript(number: number): string {
  return Array.from(String(number), (digit) => String.fromCharCode(0x2080 + Number(digit))).join('')
}
