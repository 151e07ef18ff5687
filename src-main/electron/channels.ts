/** The names under which the window's page and the main process speak to each other. There are no others. */
export const channels = {
  /** Calls of the page to the lab, and the lab's answers and events, both ways. */
  lab: 'lab:message',
  chooseFile: 'lab:choose-file',
  saveFile: 'lab:save-file',
  saveWritten: 'lab:save-written',
  /** From the menu: the place of the page to go to. */
  go: 'lab:go',
  /** From the menu: something the page shall do. */
  act: 'lab:act',
} as const

/** The places of the page that the menu leads to, as they stand in its address. */
export const places = ['design', 'train', 'evaluate', 'compare', 'runs', 'data', 'gallery'] as const

export type Place = (typeof places)[number]
