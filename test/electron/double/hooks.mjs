import { registerHooks } from 'node:module'

/* Loaded before the built main bundle: what it imports as Electron is the double. */

const double = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context),
})

// Electron's own process says which Electron it is.
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '45.4.1' } })
