import { names } from '../experiments.ts'
import type { Scene } from '../scene.ts'

/** What is seen less often: long names, large networks, training that waits or went wrong, and mistakes. */
export const states: readonly Scene[] = [
  { name: 'design-wide', address: () => '#/design', draft: (stage) => stage.experiments.wide },
  {
    name: 'design-broken',
    address: () => '#/design',
    draft: (stage) => stage.experiments.broken,
    act: (page) => page.locator('#design-blocked').waitFor(),
  },
  {
    name: 'design-json-broken',
    address: () => '#/design',
    async act(page) {
      await page.locator('input[value="json"]').setChecked(true, { force: true })
      const area = page.locator('textarea').first()
      await area.fill((await area.inputValue()).replace('"units": 8', '"units": -8'))
    },
  },
  { name: 'train-wide', address: (stage) => `#/train/${stage.run(names.long)}` },
  { name: 'train-numbers', address: (stage) => `#/train/${stage.run(names.prices)}` },
  { name: 'train-alarm', address: (stage) => `#/train/${stage.run('Zero initialisation')}` },
  { name: 'train-diverged', address: (stage) => `#/train/${stage.run(names.diverged)}` },
  { name: 'train-paused', address: (stage) => `#/train/${stage.run(names.endless)}` },
  {
    name: 'train-running',
    address: (stage) => `#/train/${stage.run(names.endless)}`,
    async act(page) {
      await page.keyboard.press('p')
      await page.waitForTimeout(2500)
    },
    async leave(page) {
      await page.keyboard.press('p')
      await page.waitForTimeout(1000)
    },
  },
  { name: 'train-gone', address: () => '#/train/r00000000' },
  { name: 'ledger-wide', address: (stage) => `#/ledger/${stage.run(names.long)}` },
  {
    name: 'data-nothing',
    address: () => '#/data',
    act: (page) => page.getByRole('searchbox').fill('no such dataset'),
  },
]
