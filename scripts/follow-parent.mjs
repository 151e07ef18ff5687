/*
 * npm runs scripts through a shell. A signal sent to npm alone ends npm and the shell but never reaches the script,
 * which would train or serve on unseen. So the script takes the end of its parent for the hang-up it is.
 */
if (process.env['npm_lifecycle_event'] !== undefined && process.platform !== 'win32') {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGHUP')
  }, 250)
  watch.unref()
}
