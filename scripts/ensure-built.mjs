import { isBuilt } from './build-stamp.mjs'
import { inProject } from './project.mjs'
import { runNode } from './run.mjs'

/**
 * Builds what is missing or older than its sources. Speaks on stderr only.
 *
 * @returns {Promise<boolean>} whether there is a build now
 */
export const ensureBuilt = async () => {
  if (isBuilt()) return true
  process.stderr.write('Building Backprop Lab …\n')
  const { code } = await runNode(inProject('scripts/build.mjs'), ['--if-stale', '--quiet'], {
    stdio: ['ignore', 2, 2],
  })
  if (code !== 0) process.stderr.write('The build failed; see above.\n')
  return code === 0
}
