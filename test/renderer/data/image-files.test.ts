import { expect, test } from 'vitest'
import { inEnglish } from '../../../src-engine/sentence.ts'
import { datasetCatalog, entryOf } from '../../../src-renderer/design/catalog.ts'
import { useImageFiles } from '../../../src-renderer/data/use-image-files.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { createFakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'

test('a file of another kind than images is named, and what would be right', async () => {
  const fake = createFakeLab()
  fake.answers.recognizeData = () => ({ kind: 'data', dataset: entryOf(datasetCatalog, 'csv').fresh() })
  const host = { ...fake.host, chooseFile: () => Promise.resolve('/home/ada/people.csv') }
  let files!: ReturnType<typeof useImageFiles>
  await mountView({ setup: () => ((files = useImageFiles()), () => null) }, {}, { fake: { ...fake, host } })
  expect(await files.choose()).toBeNull()
  expect(useNotices().failures.map(({ sentence }) => inEnglish(sentence))).toEqual([
    'people.csv is no IDX file of images; choose one such as train-images-idx3-ubyte, or open this file by Data → Open',
  ])
})
