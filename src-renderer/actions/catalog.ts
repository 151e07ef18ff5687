import { places, type Place } from '../stores/navigation.ts'

/** Something a person can do by its name or its keys. */
export interface ActionEntry {
  /** Where it is done; null for everywhere. */
  readonly place: Place | null
  /** `mod+shift+z`: Ctrl or ⌘ held with others; `g d`: one after the other. The first is the one that is shown; some have none. */
  readonly keys: readonly string[]
}

const ownActions = {
  commands: { place: null, keys: ['mod+k'] },
  shortcuts: { place: null, keys: ['?'] },
  settings: { place: null, keys: ['mod+,'] },
  importFile: { place: null, keys: ['mod+i'] },
  train: { place: 'design', keys: ['mod+enter'] },
  save: { place: 'design', keys: ['mod+s'] },
  open: { place: 'design', keys: ['mod+o'] },
  undo: { place: 'design', keys: ['mod+z'] },
  redo: { place: 'design', keys: ['mod+shift+z', 'mod+y'] },
  presets: { place: 'design', keys: [] },
  asForm: { place: 'design', keys: [] },
  asJson: { place: 'design', keys: [] },
  setData: { place: 'design', keys: [] },
  setOptimizer: { place: 'design', keys: [] },
  setLoss: { place: 'design', keys: [] },
  setTraining: { place: 'design', keys: [] },
  stepOfDesign: { place: 'design', keys: [] },
  pauseOrResume: { place: 'train', keys: ['p'] },
  oneBatch: { place: 'train', keys: ['b'] },
  oneEpoch: { place: 'train', keys: ['e'] },
  stop: { place: 'train', keys: ['x'] },
  slower: { place: 'train', keys: ['s'] },
  faster: { place: 'train', keys: ['f'] },
  swapPace: { place: 'train', keys: ['shift+f'] },
  trainAgain: { place: 'train', keys: [] },
  fork: { place: 'train', keys: [] },
  stepOfRun: { place: 'train', keys: [] },
  evaluateRun: { place: 'train', keys: [] },
  compareRun: { place: 'train', keys: [] },
  exportRun: { place: 'train', keys: [] },
  reportRun: { place: 'train', keys: [] },
  lossScale: { place: 'train', keys: [] },
  wholeCurves: { place: 'train', keys: [] },
  checkGradients: { place: 'ledger', keys: [] },
  archiveRuns: { place: 'runs', keys: [] },
  savePicture: { place: 'compare', keys: [] },
  saveTable: { place: 'compare', keys: [] },
  openData: { place: 'data', keys: [] },
  openFolder: { place: 'data', keys: [] },
  useData: { place: 'data', keys: [] },
  startWithData: { place: 'data', keys: [] },
} as const satisfies Record<string, ActionEntry>

export type OwnActionId = keyof typeof ownActions

export type ActionId = OwnActionId | `go.${Place}`

/** Behind `g`: where to go. */
const placeKeys: Readonly<Record<Place, string>> = {
  design: 'd',
  train: 't',
  ledger: 'l',
  evaluate: 'e',
  compare: 'c',
  runs: 'r',
  data: 'a',
  gallery: 'g',
}

/** Every action there is, in the order they are listed: what the palette, the shortcut sheet and the keys go by. */
export const actionCatalog: ReadonlyMap<ActionId, ActionEntry> = new Map<ActionId, ActionEntry>([
  ...(Object.entries(ownActions) as [OwnActionId, ActionEntry][]),
  ...places.map((place): [ActionId, ActionEntry] => [`go.${place}`, { place: null, keys: [`g ${placeKeys[place]}`] }]),
])

/** Keys that belong to what has the focus, and so are only told: a layer's card, a run's row, a number's field. */
export const localKeys = [
  { id: 'moveLayer', place: 'design', keys: ['alt+arrowup', 'alt+arrowdown'] },
  { id: 'editLayer', place: 'design', keys: ['enter'] },
  { id: 'copyLayer', place: 'design', keys: ['mod+d'] },
  { id: 'removeLayer', place: 'design', keys: ['delete'] },
  { id: 'walkLedger', place: 'ledger', keys: ['arrowup', 'arrowdown'] },
  { id: 'renameRun', place: 'runs', keys: ['f2'] },
  { id: 'deleteRun', place: 'runs', keys: ['delete'] },
  { id: 'nextDataset', place: 'data', keys: ['arrowup', 'arrowdown'] },
  { id: 'chooseLayers', place: 'design', keys: ['shift+arrowup', 'shift+arrowdown'] },
  { id: 'chooseAllLayers', place: 'design', keys: ['mod+a'] },
  { id: 'clipLayers', place: 'design', keys: ['mod+c', 'mod+x', 'mod+v'] },
  { id: 'walkDiagram', place: 'design', keys: ['arrowleft', 'arrowright', 'arrowup', 'arrowdown'] },
  { id: 'zoomChart', place: 'train', keys: ['+', '-'] },
  { id: 'moveChart', place: 'train', keys: ['arrowleft', 'arrowright'] },
  { id: 'wholeChart', place: 'train', keys: ['0'] },
  { id: 'stepNumber', place: null, keys: ['arrowup', 'arrowdown'] },
  { id: 'leapNumber', place: null, keys: ['shift+arrowup', 'shift+arrowdown'] },
] as const satisfies readonly (ActionEntry & { readonly id: string })[]
