import { labFolderVariables } from '../files/lab-folder.ts'

/** What an engine process needs to know of its surroundings. */
const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'TZ', ...labFolderVariables]

/** The environment of an engine process: everything else of ours (keys, tokens, options) stays out of it. */
export function engineEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const name of names) {
    const value = process.env[name]
    if (value) environment[name] = value
  }
  return environment
}
