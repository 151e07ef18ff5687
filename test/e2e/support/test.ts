import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test as base } from '@playwright/test'
import { launchElectron, whyNoElectron } from './electron.ts'
import { serve } from './serve.ts'

/*
 * Every scenario is written once, against `page`, and runs in both hosts: the browser's always, Electron's wherever its
 * binary is. Each test has a lab and a database of its own, and fails if the page wrote an error (a refusal of the
 * content security policy is one).
 */

interface Fixtures {
  /** A folder of this test's own, removed afterwards. */
  readonly folder: string
  /** What the page has complained of so far; must be empty at the end. */
  readonly complaints: string[]
}

export interface HostOption {
  readonly host: 'browser' | 'electron'
}

export const test = base.extend<Fixtures, HostOption>({
  host: ['browser', { option: true, scope: 'worker' }],

  folder: async ({ host: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'backprop-lab-'))
    await use(folder)
    await rm(folder, { recursive: true })
  },

  complaints: async ({ host: _ }, use) => {
    const complaints: string[] = []
    await use(complaints)
    expect(complaints, 'errors the page wrote').toEqual([])
  },

  page: async ({ host, page, folder, complaints }, use) => {
    const database = join(folder, 'lab.sqlite')
    if (host === 'browser') {
      const lab = await serve(database)
      listen(page, complaints)
      // Past the gallery, where a first start begins: a scenario says where it goes.
      await page.goto(`${lab.url}#/design`)
      await use(page)
      // First the page, which would try to connect to a lab that is gone.
      await page.close()
      await lab.stop()
    } else {
      const reason = whyNoElectron()
      test.skip(reason !== null, `Not run in Electron: ${reason}`)
      const application = await launchElectron(folder, database)
      const window = await application.firstWindow()
      listen(window, complaints)
      await window.evaluate(`location.hash = '#/design'`)
      await use(window)
      await application.close()
    }
  },
})

export { expect }

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
}
