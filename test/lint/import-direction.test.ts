import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'
import tseslint from 'typescript-eslint'

const root = join(import.meta.dirname, '../..')

/** The project's own rules; without types, so that text can be linted as if it lay in a file that does not exist. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
})

/** The ids of the rules that refuse `text` in `file`. */
async function refusals(file: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${text}\n`, { filePath: join(root, file) })
  if (result === undefined) throw new Error(`${file} is ignored`)
  return result.messages.map(({ ruleId }) => ruleId).filter((id) => id !== '@typescript-eslint/no-unused-vars')
}

const direction = ['lab/import-direction']

describe('the directions of import', () => {
  test.each([
    ['src-engine/a.ts', "import fs from 'node:fs'"],
    ['src-engine/a.ts', "import type { BrowserWindow } from 'electron'"],
    ['src-engine/a.ts', "import Database from 'better-sqlite3'"],
    ['src-engine/a.ts', "import { openLab } from '../src-main/core/lab.ts'"],
    ['src-engine/layers/a.ts', "export * from '../../src-main/protocol.ts'"],
    ['src-engine/a.ts', "const fs = await import('node:fs')"],
    ['src-main/core/a.ts', "import { app } from 'electron'"],
    ['src-main/cli/a.ts', "const { app } = await import('electron')"],
    ['src-main/cli/a.ts', "const electron = require('electron')"],
    ['src-main/store/a.ts', "import { app } from 'electron'"],
    ['src-main/core/a.ts', "import Database from 'better-sqlite3'"],
    ['src-main/electron/a.ts', "import Database from 'better-sqlite3'"],
    ['src-main/core/a.ts', "import { createWindow } from '../electron/window.ts'"],
    ['src-main/web/a.ts', "import type { Bridge } from '../electron/bridge.ts'"],
    ['src-main/web/a.ts', "import { openLab } from '../core/lab.ts'"],
    ['src-main/store/a.ts', "import { openLab } from '../core/lab.ts'"],
    ['src-main/engine_process/a.ts', "import { openStore } from '../store/store.ts'"],
    ['src-main/core/a.ts', "import { serveLab } from '../web/server.ts'"],
    ['src-main/protocol.ts', "import { openLab } from './core/lab.ts'"],
    ['src-main/electron/preload.ts', "import { openLab } from '../core/lab.ts'"],
    ['src-renderer/stores/a.ts', "import { requestSchemas } from '../../src-main/protocol.ts'"],
    ['src-renderer/stores/a.ts', "import { type Responses, requestSchemas } from '../../src-main/protocol.ts'"],
    ['src-renderer/stores/a.ts', "import type { Lab } from '../../src-main/core/lab.ts'"],
    ['src-renderer/stores/a.ts', "import { createBirpc } from 'birpc'"],
    ['src-renderer/host/a.ts', "import fs from 'node:fs'"],
    ['src-renderer/host/a.ts', "import { ipcRenderer } from 'electron'"],
  ])('%s may not say: %s', async (file, text) => {
    expect(await refusals(file, text)).toContain(direction[0])
  })

  test.each([
    ['src-engine/layers/a.ts', "export * from '../shape.ts'"],
    ['src-engine/a.ts', "export { z } from 'zod'"],
    ['src-main/core/a.ts', "export * from '../../src-engine/spec.ts'"],
    ['src-main/core/a.ts', "export type { MessagePortMain } from 'electron'"],
    ['src-main/store/a.ts', "export { default } from 'better-sqlite3'"],
    ['src-main/electron/a.ts', "export { app } from 'electron'"],
    ['src-main/electron/preload.ts', "export { contextBridge } from 'electron'"],
    ['src-main/web/a.ts', "export type { Lab } from '../core/lab.ts'"],
    ['src-renderer/stores/a.ts', "export type { Responses } from '../../src-main/protocol.ts'"],
    ['src-renderer/views/a.ts', "export * from '../../src-engine/spec.ts'"],
    ['src-renderer/host/a.ts', "export { createBirpc } from 'birpc'"],
    ['src-renderer/host/a.ts', "export type { Bridge } from '../../src-main/electron/bridge.ts'"],
  ])('%s may say: %s', async (file, text) => {
    expect(await refusals(file, text)).toEqual([])
  })

  test('hold in components too', async () => {
    const component = `<script setup lang="ts">\nimport { requestSchemas } from '../../src-main/protocol.ts'\n</script>\n\n<template>\n  <p>{{ requestSchemas }}</p>\n</template>`
    expect(await refusals('src-renderer/views/A.vue', component)).toEqual(direction)
  })
})

describe('the engine', () => {
  test.each(['Math.random()', 'Date.now()', 'new Date()', 'performance.now()', 'process.hrtime()', 'globalThis'])(
    'may not use %s',
    async (expression) => {
      const refused = await refusals('src-engine/a.ts', `export const a = ${expression}`)
      expect(refused).toHaveLength(1)
      expect(refused[0]).toMatch(/^no-restricted-(globals|properties)$/)
    },
  )

  test('may not hide chance behind another name', async () => {
    expect(await refusals('src-engine/a.ts', 'export const { random } = Math')).toEqual(['no-restricted-properties'])
  })
})

describe('the view', () => {
  test('opens connections in src-renderer/host only', async () => {
    const text = "export const socket = new WebSocket('ws://127.0.0.1')"
    expect(await refusals('src-renderer/stores/a.ts', text)).toEqual(['no-restricted-globals'])
    expect(await refusals('src-renderer/host/a.ts', text)).toEqual([])
  })
})

describe('everywhere', () => {
  test.each([
    ['try {\n  a()\n} catch {}', 'no-restricted-syntax'],
    ['try {\n  a()\n} catch {\n  // nothing\n}', 'no-restricted-syntax'],
    ['export const a = (b: any) => b', '@typescript-eslint/no-explicit-any'],
    ['export const a = (b: string | null) => b!.length', '@typescript-eslint/no-non-null-assertion'],
    ['export enum A {}', 'no-restricted-syntax'],
  ])('%j is refused', async (text, rule) => {
    expect(await refusals('src-main/core/a.ts', text)).toContain(rule)
  })
})
