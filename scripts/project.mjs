import path from 'node:path'

/** The project's folder. */
export const root = path.dirname(import.meta.dirname)

/** A path inside the project. @param {string[]} parts */
export const inProject = (...parts) => path.join(root, ...parts)
