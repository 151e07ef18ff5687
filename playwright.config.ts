import { defineConfig } from '@playwright/test'

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

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  timeout: 60_000,
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
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
