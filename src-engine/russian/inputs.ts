/** Что не так с входами, для которых спрашивают ответ сети. */
export const inputSentences = {
  '{value} is no category the network knows': 'такой категории, {value}, сеть не знает',
  'did you mean "{meant}"? needs one of {names}': 'может быть, «{meant}»? нужна одна из {names}',
  'has no column "{column}"': 'нет столбца «{column}»',
  'is "{meant}" meant? needs {names}': 'может быть, это «{meant}»? нужны {names}',
  'needs a value: all rows the network was trained on have one':
    'нужно значение: оно было во всех строках, на которых училась сеть',
  'needs a list of values, or an object with {names}': 'нужен список значений или объект с ключами {names}',
  'has {count} values': 'значений: {count}',
  'needs {count}: {names}': 'нужно {count}: {names}',
  'needs {count}: {names}; or {width} numbers, with one input for each category':
    'нужно {count}: {names}; или чисел {width}, по входу на каждую категорию',
  '{file} is a table, and the inputs of this network have no names to find its columns by':
    '{file} — таблица, а у входов этой сети нет имён, по которым найти столбцы',
  'give a JSON list of rows of {width} numbers': 'дайте список JSON, в каждой строке чисел: {width}',
  'has {count} inputs': 'входов: {count}',
  'has {count} names': 'имён: {count}',
  'needs {width}, one for every output': 'нужно {width}, по одному на каждый выход',
  'needs {width}, as the network takes': 'нужно {width}: столько принимает сеть',
}
