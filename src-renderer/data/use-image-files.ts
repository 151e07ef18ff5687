import { say } from '../../src-engine/sentence.ts'
import { LabFailure } from '../host/lab-failure.ts'
import { useHost, useLab } from '../host/lab.ts'
import { useText } from '../i18n/use-text.ts'
import { useNotices } from '../stores/notices.ts'
import { fileName } from './data-entry.ts'

/** Labelled images of MNIST's kind. */
export interface ImageFiles {
  readonly images: string
  readonly labels: string
}

/** Asks for images of MNIST's kind and, unless they lie beside them under the usual name, for their labels. */
export function useImageFiles() {
  const { t } = useText()
  const lab = useLab()
  const host = useHost()
  const notices = useNotices()

  async function choose(): Promise<ImageFiles | null> {
    const images = await host.chooseFile({ title: t('data.chooseImages'), extensions: [] })
    if (images === null) return null
    const found = await notices.attempt(() => lab.send('recognizeData', { path: images }), 'openFile')
    if (found?.kind === 'data' && found.dataset.name === 'idx') return found.dataset
    if (found?.kind === 'images') return chooseLabels(images)
    if (found) notices.fail(otherData(images), 'openFile')
    return null
  }

  /** Of images whose labels are not beside them. */
  async function chooseLabels(images: string): Promise<ImageFiles | null> {
    const title = t('data.chooseLabels', { name: fileName(images) })
    const labels = await host.chooseFile({ title, extensions: [] })
    return labels === null ? null : { images, labels }
  }

  return { choose, chooseLabels }
}

/** Data of another kind than was asked for. */
function otherData(path: string): LabFailure {
  const sentence = say(
    '{file} is no IDX file of images; choose one such as train-images-idx3-ubyte, or open this file by Data → Open',
    { file: fileName(path) },
  )
  return new LabFailure('input', sentence)
}
