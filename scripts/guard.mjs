/*
 * Import this first. The lab's SQLite needs Node-API 10; on an older Node it would crash without a word. Scripts run by
 * npm find the Node 24 that comes as a package on the platforms that have one, and the person's own Node elsewhere.
 */
if (!(Number(process.versions.napi) >= 10)) {
  process.stderr.write(
    `Backprop Lab needs Node.js 22.14 or newer; this is ${process.version}. Run it through npm (\`npm start\`, \`npm run lab\`), or install a newer Node.js.\n`,
  )
  process.exit(1)
}
