import { inProject } from '../../../scripts/project.mjs'

/* The built lab, which is what the bench measures. */

export const engineEntry = inProject('out/main/engine.js')
export const commandLine = inProject('out/main/cli.js')
export const resources = inProject('resources')
