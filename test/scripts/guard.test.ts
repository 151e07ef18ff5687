import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const scripts = join(import.meta.dirname, '../../scripts')

/** Makes this Node look like one that lacks what SQLite needs. */
const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,napi:'9'}})`

test.each(['lab', 'start', 'dev', 'build', 'check', 'test', 'e2e'])(
  'npm run %s says in one line that Node is too old',
  (name) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', old, join(scripts, `${name}.mjs`)], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^Backprop Lab needs Node\.js 22\.14 or newer; this is v[\d.]+\..*\n$/)
  },
)
