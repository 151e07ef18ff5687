import path from 'node:path'

/**
 * The directions of import, as a lint rule: engine ← main ← hosts, and the view beside them.
 *
 * Every file belongs to the first zone whose folder holds it. A zone lists what it may import of the project (`code`
 * at run time, `types` as types only) and which packages; whatever is not listed is refused.
 *
 * @typedef {{
 *   folder: string,
 *   code: readonly string[],
 *   types?: readonly string[],
 *   packages: readonly string[] | ((name: string) => boolean),
 *   typePackages?: readonly string[],
 * }} Zone
 */

const mainPackages = (/** @type {string} */ name) => name !== 'electron' && name !== 'better-sqlite3'

/** Transports are the host's business alone. */
const transportPackages = ['birpc', '@msgpack/msgpack']
const viewPackages = (/** @type {string} */ name) =>
  !name.startsWith('node:') && name !== 'electron' && name !== 'better-sqlite3' && !transportPackages.includes(name)

/** @type {readonly Zone[]} */
export const zones = [
  { folder: 'src-engine', code: ['src-engine'], packages: ['zod', 'fflate'] },

  {
    folder: 'src-main/protocol.ts',
    code: ['src-main/protocol'],
    types: ['src-engine'],
    packages: [],
  },
  {
    folder: 'src-main/protocol',
    code: ['src-main/protocol'],
    types: ['src-engine'],
    packages: ['zod'],
  },
  {
    folder: 'src-main/electron/bridge.ts',
    code: [],
    types: ['src-engine', 'src-main/protocol.ts'],
    packages: [],
  },
  {
    folder: 'src-main/electron/preload.ts',
    code: ['src-main/electron/bridge.ts', 'src-main/electron/channels.ts'],
    types: ['src-main/protocol.ts'],
    packages: ['electron'],
  },
  {
    folder: 'src-main/store',
    code: ['src-engine', 'src-main/store', 'src-main/protocol.ts'],
    packages: (name) => name !== 'electron',
  },
  {
    folder: 'src-main/files',
    code: ['src-engine', 'src-main/files', 'src-main/protocol.ts'],
    packages: mainPackages,
  },
  {
    folder: 'src-main/engine_process',
    code: ['src-engine', 'src-main/engine_process', 'src-main/protocol.ts', 'src-main/files', 'src-main/node-guard.ts'],
    packages: mainPackages,
    typePackages: ['electron'],
  },
  {
    folder: 'src-main/core',
    code: [
      'src-engine',
      'src-main/core',
      'src-main/store',
      'src-main/engine_process',
      'src-main/protocol.ts',
      'src-main/files',
    ],
    packages: mainPackages,
    typePackages: ['electron'],
  },
  {
    folder: 'src-main/transport',
    code: ['src-main/transport', 'src-main/protocol.ts'],
    types: ['src-main/core'],
    packages: mainPackages,
  },
  {
    folder: 'src-main/web',
    code: ['src-engine', 'src-main/web', 'src-main/transport', 'src-main/protocol.ts'],
    types: ['src-main/core'],
    packages: mainPackages,
    typePackages: ['electron'],
  },
  {
    folder: 'src-main/cli',
    code: [
      'src-engine',
      'src-main/cli',
      'src-main/core',
      'src-main/web',
      'src-main/protocol.ts',
      'src-main/node-guard.ts',
    ],
    packages: mainPackages,
    typePackages: ['electron'],
  },
  {
    folder: 'src-main/electron',
    code: [
      'src-engine',
      'src-main/electron',
      'src-main/core',
      'src-main/transport',
      'src-main/protocol.ts',
      'src-main/node-guard.ts',
    ],
    packages: (name) => name !== 'better-sqlite3',
  },
  { folder: 'src-main', code: ['src-engine', 'src-main'], packages: mainPackages, typePackages: ['electron'] },

  {
    folder: 'src-renderer/host',
    code: ['src-engine', 'src-renderer'],
    types: ['src-main/protocol.ts', 'src-main/electron/bridge.ts'],
    packages: (name) => viewPackages(name) || transportPackages.includes(name),
  },
  {
    folder: 'src-renderer',
    code: ['src-engine', 'src-renderer'],
    types: ['src-main/protocol.ts'],
    packages: viewPackages,
  },
]

/** @param {string} file @param {string} folder */
const isIn = (file, folder) => file === folder || file.startsWith(`${folder}/`)

/** `@scope/name/sub` → `@scope/name`. @param {string} specifier */
const packageName = (specifier) => {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}

/**
 * What is wrong with `file` importing `specifier`, or null.
 *
 * @param {string} root the project's folder
 * @param {string} file absolute
 * @param {string} specifier as written
 * @param {boolean} typeOnly
 * @returns {string | null}
 */
export const importProblem = (root, file, specifier, typeOnly) => {
  const relative = path.relative(root, file).split(path.sep).join('/')
  const zone = zones.find(({ folder }) => isIn(relative, folder))
  if (zone === undefined) return null
  const bare = specifier.split('?')[0] ?? specifier
  if (bare.startsWith('.')) {
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(relative), bare))
    if (zone.code.some((folder) => isIn(target, folder))) return null
    if (zone.types?.some((folder) => isIn(target, folder))) {
      return typeOnly ? null : `${zone.folder} may import only types from ${target}; write \`import type\``
    }
    return `${zone.folder} may not import ${target}`
  }
  const name = packageName(bare)
  const allowed = typeof zone.packages === 'function' ? zone.packages(name) : zone.packages.includes(name)
  if (allowed) return null
  if (zone.typePackages?.includes(name)) {
    return typeOnly ? null : `${zone.folder} may import only types from "${name}"; write \`import type\``
  }
  return `${zone.folder} may not import the package "${name}"`
}

/** @param {any} node an import or export declaration */
const isTypeOnly = (node) =>
  node.importKind === 'type' ||
  node.exportKind === 'type' ||
  (node.specifiers?.length > 0 &&
    node.specifiers.every(
      (/** @type {any} */ specifier) => specifier.importKind === 'type' || specifier.exportKind === 'type',
    ))

/** @type {import('eslint').Rule.RuleModule} */
export const importDirection = {
  meta: {
    type: 'problem',
    docs: { description: 'keep imports one-way: engine ← main ← hosts; the view takes types only' },
    schema: [],
    messages: { refused: '{{problem}}.' },
  },
  create(context) {
    /** @param {any} node @param {unknown} specifier @param {boolean} typeOnly */
    const check = (node, specifier, typeOnly) => {
      if (typeof specifier !== 'string') return
      const problem = importProblem(context.cwd, context.filename, specifier, typeOnly)
      if (problem !== null) context.report({ node, messageId: 'refused', data: { problem } })
    }
    return {
      ImportDeclaration: (node) => check(node, node.source.value, isTypeOnly(node)),
      ExportAllDeclaration: (node) => check(node, node.source.value, isTypeOnly(node)),
      ExportNamedDeclaration: (node) => check(node, node.source?.value, isTypeOnly(node)),
      ImportExpression: (node) => check(node, 'value' in node.source ? node.source.value : undefined, false),
      TSImportType: (/** @type {any} */ node) => check(node, node.source?.value ?? node.argument?.literal?.value, true),
      'CallExpression[callee.name="require"]': (/** @type {any} */ node) =>
        check(node, node.arguments[0]?.value, false),
    }
  },
}
