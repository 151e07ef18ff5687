import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname
const source = (...parts: string[]): string => join(root, ...parts)

export default defineConfig({
  main: {
    build: {
      // The same bundle serves Electron, and plain Node from the oldest one the lab runs on.
      target: 'node22.14',
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: source('src-main/electron/main.ts'),
          engine: source('src-main/engine_process/main.ts'),
          'carry-thread': source('src-main/core/carrying/carry-thread.ts'),
          'explain-thread': source('src-main/core/explain-thread.ts'),
          'dataset-thread': source('src-main/files/dataset-thread.ts'),
          'kernel-thread': source('src-main/engine_process/kernel-thread.ts'),
          'inspection-thread': source('src-main/core/inspection-thread.ts'),
          cli: source('src-main/cli/main.ts'),
        },
        // Shared chunks lie beside the entries, so that `import.meta.dirname` is out/main in every one of them.
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node22.14',
      // A sandboxed preload can load neither ES modules nor packages: one CommonJS file holds everything.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: source('src-main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('src-renderer'),
    plugins: [vue()],
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'true',
      __VUE_I18N_LEGACY_API__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
    },
    build: {
      outDir: source('out/renderer'),
      // Any browser of the last years, not only Electron's: the browser host serves the same files.
      target: 'es2022',
      minify: true,
      // Read from this machine's disk: one file of any size opens at once.
      chunkSizeWarningLimit: 2_000,
      // Nothing inlined as a data: URL, which the content security policy would refuse for fonts and scripts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: source('src-renderer/index.html') },
    },
  },
})
