import type { Page } from '@playwright/test'
import type { Scene } from '../scene.ts'

const design = () => '#/design'

/** The first dataset that a search finds. */
async function chooseFound(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text)
  await page.getByRole('listbox').getByRole('option').first().click()
}

/** The places of the side bar as they are in use. */
export const views: readonly Scene[] = [
  { name: 'gallery', address: () => '#/gallery' },
  { name: 'design', address: design },
  {
    name: 'design-learning',
    address: design,
    act: (page) => page.locator('[data-path="loss"]').evaluate((field) => field.scrollIntoView({ block: 'start' })),
  },
  {
    name: 'design-json',
    address: design,
    act: (page) => page.locator('input[value="json"]').setChecked(true, { force: true }),
  },
  { name: 'train', address: (stage) => `#/train/${stage.run('Flower 2-8-1')}` },
  { name: 'train-images', address: (stage) => `#/train/${stage.run('Digits: convolution')}` },
  { name: 'train-words', address: (stage) => `#/train/${stage.run('Village words: CBOW')}` },
  {
    name: 'ledger',
    address: () => '#/ledger',
    act: (page) => page.locator('nav button', { hasText: 'δ⁽¹⁾' }).first().click(),
  },
  {
    name: 'ledger-matrix',
    address: (stage) => `#/ledger/${stage.run('Digits: convolution')}`,
    act: (page) => page.locator('nav button', { hasText: '∂C/∂W⁽³⁾' }).first().click(),
  },
  { name: 'evaluate', address: (stage) => `#/evaluate/${stage.run('Flower 2-8-1')}` },
  { name: 'evaluate-images', address: (stage) => `#/evaluate/${stage.run('Digits: convolution')}` },
  { name: 'evaluate-words', address: (stage) => `#/evaluate/${stage.run('Village words: CBOW')}` },
  { name: 'evaluate-numbers', address: (stage) => `#/evaluate/${stage.run('House prices')}` },
  { name: 'runs', address: () => '#/runs' },
  {
    name: 'runs-chosen',
    address: () => '#/runs',
    async act(page) {
      const boxes = page.getByRole('main').getByRole('checkbox')
      for (const i of [2, 3, 5]) await boxes.nth(i).setChecked(true)
    },
  },
  { name: 'data', address: () => '#/data/people' },
  {
    name: 'data-images',
    address: () => '#/data/digits',
    act: (page) => page.getByText('SHA-256').waitFor(),
  },
  {
    name: 'data-stored',
    address: () => '#/data',
    act: (page) => page.getByRole('option').filter({ hasText: 'Fashion-MNIST' }).last().click(),
  },
  {
    name: 'data-words',
    address: () => '#/data',
    act: (page) => chooseFound(page, 'text'),
  },
  {
    name: 'data-table',
    address: () => '#/data',
    act: (page) => chooseFound(page, 'houses'),
  },
]
