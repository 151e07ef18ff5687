import { expect, test } from 'vitest'
import { readSettingPath } from '../../../src-renderer/design/setting-name.ts'

test.each([
  ['optimizer.learningRate', null, ['optimizer', 'learningRate']],
  ['training.batchSize', null, ['batchSize']],
  ['optimizer.type', null, ['optimizer']],
  ['dataset.name', null, ['dataset']],
  ['network.layers[2].units', 3, ['units']],
  ['network.layers[0].weightInit.type', 1, ['weightInit']],
  ['network.layers[0].type', 1, []],
  ['network.layers[1]', 2, []],
  ['name', null, ['name']],
  ['seed', null, ['seed']],
])('%s is layer %s, %j', (path, layer, keys) => {
  expect(readSettingPath(path)).toEqual({ layer, keys })
})
