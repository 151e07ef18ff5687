/*
 * Imported before anything else by every entry point, on its own: better-sqlite3 needs Node-API 10 and crashes without
 * a word on a Node that lacks it. What loads it must be imported dynamically, after this module has run.
 */
if (Number(process.versions.napi) < 10) {
  process.stderr.write(`Backprop Lab needs Node 22.14 or newer; this is Node ${process.versions.node}.\n`)
  process.exit(1)
}
