/** The words of the native menu, which no part of the page can reach. */
export interface MenuTexts {
  readonly file: string
  readonly importFile: string
  readonly close: string
  readonly quit: string
  readonly edit: string
  readonly undo: string
  readonly redo: string
  readonly cut: string
  readonly copy: string
  readonly paste: string
  readonly selectAll: string
  readonly go: string
  readonly design: string
  readonly train: string
  readonly evaluate: string
  readonly compare: string
  readonly runs: string
  readonly data: string
  readonly gallery: string
  readonly view: string
  readonly actualSize: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly fullScreen: string
  readonly reload: string
  readonly developerTools: string
  readonly window: string
  readonly minimize: string
  readonly help: string
  readonly about: string
  /** In a message box: the page has crashed. */
  readonly pageGone: string
}

const english: MenuTexts = {
  file: 'File',
  importFile: 'Import…',
  close: 'Close Window',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  go: 'Go',
  design: 'Design',
  train: 'Train',
  evaluate: 'Evaluate',
  compare: 'Compare',
  runs: 'Runs',
  data: 'Data',
  gallery: 'Gallery',
  view: 'View',
  actualSize: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  fullScreen: 'Full Screen',
  reload: 'Reload',
  developerTools: 'Developer Tools',
  window: 'Window',
  minimize: 'Minimize',
  help: 'Help',
  about: 'About Backprop Lab',
  pageGone: 'The window’s page has stopped working. Runs go on training; nothing is lost.',
}

const russian: MenuTexts = {
  file: 'Файл',
  importFile: 'Загрузить…',
  close: 'Закрыть окно',
  quit: 'Выход',
  edit: 'Правка',
  undo: 'Отменить',
  redo: 'Вернуть',
  cut: 'Вырезать',
  copy: 'Копировать',
  paste: 'Вставить',
  selectAll: 'Выделить всё',
  go: 'Переход',
  design: 'Сеть',
  train: 'Обучение',
  evaluate: 'Проверка',
  compare: 'Сравнение',
  runs: 'Запуски',
  data: 'Данные',
  gallery: 'Примеры',
  view: 'Вид',
  actualSize: 'Исходный масштаб',
  zoomIn: 'Крупнее',
  zoomOut: 'Мельче',
  fullScreen: 'Во весь экран',
  reload: 'Перезагрузить',
  developerTools: 'Средства разработчика',
  window: 'Окно',
  minimize: 'Свернуть',
  help: 'Справка',
  about: 'О Backprop Lab',
  pageGone: 'Страница окна перестала работать. Обучение продолжается, ничего не потеряно.',
}

/** @param locale of the system, as in `ru-RU` */
export function menuTexts(locale: string): MenuTexts {
  return locale.toLowerCase().split('-')[0] === 'ru' ? russian : english
}
