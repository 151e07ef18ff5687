import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** What measures how soon something answers: one file after another, so that they are not in each other's way. */
const timed = [
  'test/engine-process/**',
  'test/cli/train.test.ts',
  'test/core/{datasets,pace,responsive,tables}.test.ts',
]

/** Milliseconds; what has not ended then hangs. Terminal tests start the lab a dozen times. */
const testTimeout = 60_000

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          globalSetup: 'test/support/build-kernels.ts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/renderer/**', 'test/e2e/**', '**/node_modules/**', ...timed],
          testTimeout,
          maxWorkers: '100%',
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/renderer/**/*.test.ts'],
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'timed',
          environment: 'node',
          globalSetup: 'test/support/build-kernels.ts',
          include: timed.map((files) => files.replace('**', '**/*.test.ts')),
          testTimeout,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
