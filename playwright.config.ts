import { defineConfig } from '@playwright/test'
import type { HostOption } from './test/e2e/support/test.ts'

/** Without these, Chromium calls its maker's servers at every start. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Chromium refuses its sandbox to root. */
const isRoot = process.getuid?.() === 0

const report = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE']
const chromium = process.env['CHROMIUM_PATH']

export default defineConfig<object, HostOption>({
  testDir: 'test/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/e2e',
  timeout: 60_000,
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
  projects: [
    { name: 'browser', use: { host: 'browser' } },
    { name: 'electron', use: { host: 'electron' } },
  ],
  use: {
    screenshot: 'on',
    trace: 'retain-on-failure',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: isRoot ? [...quiet, '--no-sandbox'] : quiet,
    },
  },
})
