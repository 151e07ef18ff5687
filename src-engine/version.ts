/** Recorded with every run: the same spec, seed, engine version, kernel and machine give the same weights. */
export const engineVersion = '0.1.0'
