import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { forkEngine } from '../../src-main/core/fork-engine.ts'
import { openLab } from '../../src-main/core/lab.ts'
import { serveLab } from '../../src-main/web/server.ts'
import { ranged, standInSets, type StandInSets } from '../support/stand-in-sets.ts'
import { cutTexts } from './support/cut-texts.ts'
import { choose, go, picture } from './support/pages.ts'
import { root } from './support/serve.ts'
import { expect, test as base } from './support/test.ts'

/** The lab as it is built, but with a server of this machine in place of those of the web. */
const test = base.extend<{ web: StandInSets }>({
  web: async ({ host: _ }, use) => {
    const web = await standInSets()
    await use(web)
    web.close()
  },
  page: async ({ host, context, folder, web, complaints: _ }, use) => {
    test.skip(host === 'electron', 'the window has a lab of its own')
    process.env['BACKPROP_LAB_DATA'] = join(folder, 'sets')
    const lab = openLab({
      database: join(folder, 'lab.sqlite'),
      resources: join(root, 'resources'),
      spawnEngine: forkEngine(join(root, 'out/main/engine.js')),
      electronVersion: null,
      sets: web.sets,
    })
    const served = await serveLab({ lab, port: 0, rendererDirectory: join(root, 'out/renderer') })
    const page = await context.newPage()
    await page.goto(`${served.url}#/design`)
    await use(page)
    await page.close()
    await served.close()
    await lab.close()
    delete process.env['BACKPROP_LAB_DATA']
  },
})

test('MNIST comes by one press, goes on while another place is looked at, and is there to learn from', async ({
  page,
  web,
}) => {
  // Sends half of the first file, and no more for now.
  web.answer = (_request, response, content) => {
    response.writeHead(200)
    response.write(content.subarray(0, content.length / 2))
  }
  await choose(page, 'Dataset', 'MNIST, Fashion-MNIST')
  await expect(page.getByText('MNIST is not on this machine yet; get it below').first()).toBeVisible()
  await page.getByRole('button', { name: /^Get MNIST \(\d/ }).click()
  await expect(page.getByRole('progressbar', { name: /^Get MNIST/ })).toBeVisible()
  await expect(page.getByText(/^train-images-idx3-ubyte\.gz from 127\.0\.0\.1:\d+$/)).toBeVisible()
  await picture(page, 'get-mnist')

  await go(page, 'Runs')
  await go(page, 'Data')
  await page
    .getByRole('option', { name: /^MNIST Not downloaded/ })
    .last()
    .click()
  await expect(page.getByText(/ kB are here\./)).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText(/ are here; the rest comes from where it broke off\./)).toBeVisible()
  await picture(page, 'get-mnist-partly')

  web.answer = ranged
  await page.getByRole('button', { name: 'Go on getting MNIST' }).click()
  await expect(page.getByText('MNIST is here and checked')).toBeVisible()
  expect(web.asked[1]).toMatch(/^train-images-idx3-ubyte\.gz bytes=\d+-$/)
  await expect(page.getByRole('img', { name: 'Sample 1, class 0, training' })).toBeVisible()
  await page.getByRole('button', { name: 'Use in Design' }).click()
  await expect(page.getByText('1×28×28 → 10')).toBeVisible()
  await expect(page.getByText(/MNIST is here: \d/)).toBeVisible()
})

test('without a way to the internet it is said what to do, and files of this machine will do', async ({
  page,
  web,
}) => {
  web.close()
  await choose(page, 'Dataset', 'MNIST, Fashion-MNIST')
  await choose(page, 'Set', 'Fashion-MNIST')
  await page.getByRole('button', { name: /^Get Fashion-MNIST/ }).click()
  const told = page.getByRole('alert').filter({ hasText: 'Fashion-MNIST could not be had.' })
  await expect(told).toContainText('Is this machine connected to the internet?')
  await expect(told).not.toContainText('is kept')
  await told.getByText('What was tried for train-images-idx3-ubyte.gz').click()
  await expect(told.getByText(/^127\.0\.0\.1:\d+: it cannot be reached \(ECONNREFUSED\)$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await picture(page, 'get-mnist-offline')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  expect(await cutTexts(page)).toEqual([])
  await page.getByRole('button', { name: 'Choose files' }).click()
  await expect(page.getByRole('dialog', { name: 'Choose the images (IDX)' })).toBeVisible()
})
