/** О самой лаборатории: связь, база, порт. */
export const labSentences = {
  'Something went wrong inside the lab; its log says what.': 'Внутренняя ошибка лаборатории; подробности в её журнале.',
  'That experiment is no longer in the lab.': 'Этого эксперимента в лаборатории больше нет.',
  'There is no request {name}.': 'Запроса {name} не существует.',
  'The lab is not connected': 'Нет связи с лабораторией',
  'The connection to the lab ended before it answered': 'Связь с лабораторией прервалась до ответа',
  '{file} is not a database of the lab; choose another file': '{file} — не база лаборатории; выберите другой файл',
  '{file} cannot be opened; choose another file': 'не удалось открыть {file}; выберите другой файл',
  '{file} was written by a newer version of the lab (schema {found}, this one knows {known}); update the lab, or choose another file':
    'файл {file} записан более новой версией лаборатории (схема {found}, здесь известна {known}); обновите лабораторию или выберите другой файл',
  'port {port} may not be used by ordinary programs': 'порт {port} закрыт для обычных программ',
  'port {port} is used by another program': 'порт {port} занят другой программой',
  'name another, or leave --port out to get a free one':
    'укажите другой или не указывайте --port, тогда найдётся свободный',
  'The lab is closing.': 'Лаборатория закрывается.',
  'The examination of the data was cancelled.': 'Просмотр данных отменён.',
  '{count} gradient checks are under way; wait for one to end, or cancel it.':
    'Уже идут проверки градиентов ({count}); дождитесь конца одной из них или отмените её.',
  'The gradient check ended before it was done; the lab’s log says why.':
    'Проверка градиентов прервалась; причина — в журнале лаборатории.',
  'That gradient check is over; start another.': 'Эта проверка градиентов закончена; начните новую.',
  'step {wanted} of this network is too far away': 'шаг {wanted} этой сети слишком далеко',
  'choose one up to {most}': 'выберите шаг не дальше {most}',
  'choose a step up to {made}': 'выберите шаг не дальше {made}',
  'train it otherwise': 'измените условия обучения',
  'there is no such step': 'такого шага нет',
  'a step holds about {numbers} numbers, and a ledger at most {most}':
    'в одном шаге около {numbers} чисел, а в расчёте помещается не больше {most}',
  'make the network or the batch smaller': 'уменьшите сеть или пакет',
}
