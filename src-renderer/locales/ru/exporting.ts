export default {
  title: 'Экспорт весов',
  format: 'Формат',
  formats: {
    json: 'JSON — эксперимент и веса в виде текста',
    npz: 'NPZ — массивы NumPy',
  },
  checkpoint: 'Контрольная точка',
  checkpoints: {
    initial: 'Начальные веса',
    best: 'Лучшие (наименьшие потери)',
    last: 'Последние',
    epoch: 'После эпохи {epoch}',
  },
  atEpoch: '{checkpoint}, эпоха {epoch}',
  noCheckpoint: 'У этого запуска ещё нет весов. Они появятся, как только начнётся обучение.',
  fileName: 'Имя файла',
  save: 'Сохранить',
  saved: 'Сохранено: {file}',
} as const
