/** A JSON path of an experiment, taken apart for reading. */
export interface SettingPath {
  /** The layer it belongs to, counted from one, or null. */
  readonly layer: number | null
  /** The names along the path that say something: `['weightInit', 'std']`. */
  readonly keys: readonly string[]
}

/** The key that says what kind a thing is: the thing's own name says enough. */
const kindKeys = ['type', 'name']

/** Reads `network.layers[2].weightInit.std` as layer 3, weightInit, std; `optimizer.type` as optimizer; `training` goes without saying. */
export function readSettingPath(path: string): SettingPath {
  const inLayer = /^network\.layers\[(\d+)\]\.?(.*)$/.exec(path)
  const layer = inLayer ? Number(inLayer[1]) + 1 : null
  const keys = (inLayer ? (inLayer[2] ?? '') : path.replace(/^training\./, '')).split('.').filter((key) => key !== '')
  const saysKind = kindKeys.includes(keys.at(-1) ?? '') && (layer !== null || keys.length > 1)
  return { layer, keys: saysKind ? keys.slice(0, -1) : keys }
}
