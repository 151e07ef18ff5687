/** A JSON path of an experiment, taken apart for reading. */
export interface SettingPath {
  /** The layer it belongs to, counted from one, or null. */
  readonly layer: number | null
  /** The names along the path without `network.layers`: `['weightInit', 'type']`. */
  readonly keys: readonly string[]
}

/** Reads `network.layers[2].weightInit.type` as layer 3, weightInit, type. */
export function readSettingPath(path: string): SettingPath {
  const inLayer = /^network\.layers\[(\d+)\]\.?(.*)$/.exec(path)
  const rest = inLayer ? (inLayer[2] ?? '') : path
  return { layer: inLayer ? Number(inLayer[1]) + 1 : null, keys: rest.split('.').filter((key) => key !== '') }
}
