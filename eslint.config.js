import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { importDirection } from './scripts/eslint/import-direction.mjs'

/** The engine is pure: randomness comes from a passed `Rng`, time from a passed clock, bytes from its caller. */
const impureGlobals = [
  'Date',
  'performance',
  'process',
  'crypto',
  'Buffer',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'window',
  'document',
  'globalThis',
]

export default tseslint.config(
  { ignores: ['out/', 'out.next/', 'out.previous/', 'dist/', 'test-results/', 'node_modules/', '.library/'] },
  // AssemblyScript looks like TypeScript and is none; its own compiler checks it.
  { ignores: ['src-engine/kernels/simd/assembly/', 'test/bench/assembly/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  vue.configs['flat/recommended'],
  prettier,

  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.vue'] },
    },
    plugins: { lab: { rules: { 'import-direction': importDirection } } },
    rules: {
      // TypeScript knows the globals; this rule does not.
      'no-undef': 'off',
      'lab/import-direction': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'CatchClause > BlockStatement[body.length=0]', message: 'Nothing is swallowed: handle the error.' },
        { selector: 'TSEnumDeclaration', message: 'Only erasable TypeScript: use a union of literals.' },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
    },
  },

  {
    files: ['src-engine/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness comes from a passed Rng.' },
      ],
    },
  },

  {
    files: ['src-renderer/**/*.{ts,vue}'],
    ignores: ['src-renderer/host/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['WebSocket', 'XMLHttpRequest', 'fetch', 'EventSource', 'backpropLab'].map((name) => ({
          name,
          message: 'The view speaks to the lab through src-renderer/host only.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { property: 'backpropLab', message: 'The view speaks to the lab through src-renderer/host only.' },
      ],
    },
  },

  {
    // vue-tsc checks the types of components; the linter's own parser sees imported components as untyped.
    files: ['**/*.vue'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { parser: tseslint.parser, projectService: false } },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      // An optional property without a default is undefined, and its type says so.
      'vue/require-default-prop': 'off',
    },
  },

  {
    // Plain JavaScript (scripts, configuration) is checked by tsc through its JSDoc.
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
  },

  {
    files: ['test/**/*.ts'],
    rules: {
      // A test may say `!` where the line before has just asserted it; the assertion fails readably anyway.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
)
