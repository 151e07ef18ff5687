const nobody = new Int32Array(new SharedArrayBuffer(4))
/** Milliseconds. */
const longest = 50

/**
 * Writes, and then rests as long as that took: the database is for one writer at a time, and who waits for it asks more
 * and more seldom, so that somebody who writes without a pause would keep the lab from recording its runs.
 */
export function givingWay(write: () => void): void {
  const begun = performance.now()
  write()
  Atomics.wait(nobody, 0, 0, Math.min(longest, performance.now() - begun))
}
